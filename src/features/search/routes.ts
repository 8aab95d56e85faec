import type { Read } from '../../ground/database/door.ts'
import { type Identity, may, type Person } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { readAuthorityCalendar } from '../calendars/index.ts'
import { childUrl } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { schoolUrl } from '../schools/index.ts'
import { mineUrl } from './addresses.ts'
import { schoolsHolding } from './find.ts'
import { atHandLine } from './lines.ts'
import { pinnedChildren, recentChildren, setPin } from './pins.ts'
import { type Found, pageSize, searchChildren } from './search.ts'
import { advice, understood } from './sentences.ts'
import { schoolText } from './understand.ts'
import { type AtHandLine, minePage, pinned, searchPage, unpinned } from './views.ts'

/** The one box, and what somebody keeps at hand. */
export function routes(page: Pages): void {
  page.get(
    '/children/search',
    { may: 'children.read', audit: 'search opened' },
    async ({ tx, identity, reply, look }) => {
      const near = await atHand(tx, personOnly(identity), 5)
      look.saw(near.ids, ['known_as', 'born_on', 'state'])
      return reply.page(searchPage, { ...nothingFound, ...near.lines, at_hand: true })
    },
  )

  page.ask(
    '/children/search',
    { may: 'children.read', audit: 'children searched' },
    async ({ tx, identity, body, reply, look }) => {
      const typed = typeof body.q === 'string' ? body.q.slice(0, 200) : ''
      const from = typeof body.from === 'string' && /^\d{1,3}$/.test(body.from) ? Number(body.from) : 0
      const found = await searchChildren(tx, typed, from, identity)
      const shows_area = sees(identity, 'address')
      look.saw(
        found.lines.map(line => line.id),
        ['known_as', 'name', 'born_on', 'state', 'school', ...(shows_area ? ['address'] : [])],
      )
      const last = from + found.lines.length
      return reply.page(searchPage, {
        ...nothingFound,
        ...{ typed, shows_area, found: found.lines, widened: found.widened },
        understood: understood(found.asked),
        advice: advice(found.asked),
        count: counted(found),
        schools: await schoolsFor(tx, identity, found),
        previous: from > 0 ? Math.max(0, from - pageSize) : null,
        next: last < found.count ? last : null,
        recorded: found.lines.length > 0,
      })
    },
  )

  page.get(mineUrl, { may: 'children.read', audit: 'own pinned and recent children viewed' }, async asked => {
    const { ids, lines } = await atHand(asked.tx, personOnly(asked.identity), 20, 100)
    asked.look.saw(ids, ['known_as', 'born_on', 'state', 'school', 'clock'])
    return asked.reply.page(minePage, { title: 'Pinned and recent children', ...lines, recorded: ids.length > 0 })
  })

  page.post(
    '/children/:id/pin',
    { may: 'children.read', audit: 'pin changed' },
    async ({ tx, identity, params, body, reply, look }) => {
      const person = personOnly(identity)
      const there = await tx
        .selectFrom('child_summary')
        .where('person_id', '=', params.id)
        .select('person_id')
        .executeTakeFirst()
      if (!there) throw new Missing()
      look.saw([params.id], ['pin'])
      const posted = parseForm(form({}), body)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const wanted = body.pin !== 'no'
      const back = body.back === 'mine' ? mineUrl : childUrl(params.id)
      await setPin(tx, person, params.id, wanted)
      await useOnce(tx, person, posted.once, back)
      reply.flash(wanted ? pinned : unpinned)
      return reply.redirect(back)
    },
  )
}

const nothingFound = {
  title: 'Search for a child',
  ...{ typed: '', understood: '', advice: [], widened: false, count: '', found: [], shows_area: false, schools: [] },
  ...{ previous: null, next: null, pinned: [], recent: [], at_hand: false },
}

const sees = (identity: Identity, field: 'address'): boolean =>
  identity.kind === 'person' && identity.classes.includes(field)

function counted({ count, more, lines, from }: Found): string {
  if (more)
    return `More than ${count} found: type more of the name, or a year of birth beside it. Shown are ${from + 1} to ${from + lines.length}.`
  const number = count === 0 ? 'Nobody' : count === 1 ? '1 child' : `${count} children`
  return count > pageSize ? `${number} found. Shown are ${from + 1} to ${from + lines.length}.` : `${number} found.`
}

/** Schools whose name the words may be, for those who may look schools up. */
async function schoolsFor(tx: Read, identity: Identity, found: Found) {
  const text = schoolText(found.asked)
  if (text === null || found.from > 0 || !may(identity, 'schools.read')) return []
  const ofCounty = identity.kind === 'person' && identity.scope === 'county'
  return (await schoolsHolding(tx, text, 3)).map(({ urn, name, town }) => ({
    name,
    town: town ?? '',
    href: schoolUrl(urn),
    children_href: ofCounty ? `/children?school=${urn}` : '',
  }))
}

async function atHand(
  tx: Read,
  person: Person,
  recent: number,
  pins = recent,
): Promise<{ ids: string[]; lines: { pinned: AtHandLine[]; recent: AtHandLine[] } }> {
  const calendar = await readAuthorityCalendar(tx)
  const line = (row: Parameters<typeof atHandLine>[0]) => atHandLine(row, calendar, person.today)
  const lines = {
    pinned: (await pinnedChildren(tx, person, pins)).map(line),
    recent: (await recentChildren(tx, person, recent)).map(line),
  }
  return { lines, ids: [...lines.pinned, ...lines.recent].map(one => one.id) }
}
