import { may, type Person } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { flash } from '../../ground/web/flash.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { addDays, formatShortDay } from '../../rulebook/index.ts'
import { formatInstant, officersWith, personOnly } from '../people/index.ts'
import { nameOwner } from './actions.ts'
import { type OwnedKind, ownedUrl, ownerUrl } from './addresses.ts'
import { isOwnedKind, type Owned, ownedThings } from './owned.ts'
import { ownerForm } from './owner-form.ts'
import { councilTeams, type OwnerRow, ownerHistory, ownersOn, ownerText } from './queries.ts'

interface OwnerModel extends PageModel {
  now: string
  says: string
  history: readonly { owner: string; days: string; because: string; by: string; taken_back: boolean }[]
  names: DrawnForm | null
}
const ownerPageView = view<OwnerModel>('features/owners/views/owner.njk')
export const ownerNamed = flash('owner_named', () => 'It is recorded who answers, and from which day.')

const path = '/owners/:what/:code'

/** Who answers for one thing, who did before, and naming another. */
export function ownerPages(page: Pages): void {
  page.get(path, { may: 'registers.read', audit: 'owner viewed' }, async ({ tx, identity, params, reply }) => {
    const person = personOnly(identity)
    const thing = await found(tx, params)
    const form = may(person, 'owners.change')
      ? drawForm(await asked(tx, person), { stored: { starts_on: person.today } })
      : null
    return reply.page(ownerPageView, await model(tx, person, thing, form))
  })

  page.post(path, { may: 'owners.change', audit: 'owner named' }, async ({ tx, identity, params, body, reply }) => {
    const actor = personOnly(identity)
    const thing = await found(tx, params)
    const form = await asked(tx, actor)
    const posted = parseForm(form, body)
    if (!posted.ok) return reply.page(ownerPageView, await model(tx, actor, thing, drawForm(form, { failed: posted })))
    const led = await usedBefore(tx, posted.once)
    if (led !== null) return reply.redirect(led)
    const href = ownerUrl(thing.what, thing.code)
    await nameOwner(tx, actor, { ...posted.values, what: thing.what, code: thing.code })
    await useOnce(tx, actor, posted.once, href)
    reply.flash(ownerNamed)
    return reply.redirect(href)
  })
}

type Tx = Reading['tx']
type Thing = Owned & { what: OwnedKind }

/** Throws Missing for what cannot have an owner. */
async function found(tx: Tx, { what, code }: { what: string; code: string }): Promise<Thing> {
  if (!isOwnedKind(what)) throw new Missing()
  const thing = (await ownedThings(tx, what)).find(one => one.code === code)
  if (!thing) throw new Missing()
  return { ...thing, what }
}

const asked = async (tx: Tx, person: Person) =>
  ownerForm(
    {
      teams: (await councilTeams(tx)).map(({ id, name }) => ({ value: id, text: name })),
      officers: await officersWith(tx, person, 'today.read'),
    },
    person.today,
  )

async function model(tx: Tx, person: Person, thing: Thing, form: DrawnForm | null): Promise<OwnerModel> {
  const { what, code, team, title, source } = thing
  const owner = (await ownersOn(tx, what, person.today))(code, team)
  return {
    title: `Who answers: ${title}`,
    back: { href: ownedUrl[what], text: 'Back' },
    ...(form ? { form } : {}),
    now: ownerText(owner),
    says:
      owner === null
        ? `No source says whose this is (${source}). The authority names somebody here.`
        : owner.named
          ? `Named by the authority, since ${owner.since ? formatShortDay(owner.since) : ''}.`
          : `By the routing table: ${source}. The authority has named nobody else.`,
    history: (await ownerHistory(tx, what, code)).map(historyLine),
    names: form,
  }
}

const historyLine = (row: OwnerRow): OwnerModel['history'][number] => ({
  owner: row.officer === null ? row.team : `${row.officer}, ${row.team}`,
  days: `From ${formatShortDay(row.starts_on)}${row.ends_on ? ` to ${formatShortDay(addDays(row.ends_on, -1))}` : ''}`,
  because: row.because,
  by: `${row.set_by}, ${formatInstant(row.set_at)}`,
  taken_back: row.retracted_at !== null,
})
