import type { Read } from '../../ground/database/door.ts'
import { type Identity, may } from '../../ground/database/identity.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing, Refused } from '../../ground/web/errors.ts'
import { form } from '../../ground/web/forms.ts'
import { type ChildBanner, childBanner, childUrl } from '../children/index.ts'
import { formatInstant, personOnly } from '../people/index.ts'
import { sealUrl } from './addresses.ts'
import { labelOf, sealReasons } from './codes.ts'
import { type NamedOn, namesOn, openingsOf, type Seal, sealsOf, stepsOf } from './queries.ts'
import { historyOf, nameLine, reviewWords } from './views.ts'

/** The banner of a child within reach, or the page that is not there. */
export async function bannerOrMissing(tx: Read, identity: Identity, person_id: string): Promise<ChildBanner> {
  const banner = await childBanner(tx, identity, person_id, identity.today)
  if (!banner) throw new Missing()
  return banner
}

export interface SealHeld {
  seal: Seal
  names: NamedOn[]
  /** Whether the reader decides about the seal: named by its owner, and may seal. */
  decides: boolean
}

/** The seal in force on a child's record with those named on it. Throws Missing where the record is not sealed. */
export async function sealHeld(tx: Read, identity: Identity, person_id: string): Promise<SealHeld> {
  const actor = personOnly(identity)
  const seal = (await sealsOf(tx, person_id)).find(one => one.lifted_at === null)
  if (!seal) throw new Missing()
  const names = await namesOn(tx, person_id)
  const mine = names.some(one => one.in_force && !one.glass && one.account_id === actor.account_id)
  return { seal, names, decides: mine && may(identity, 'children.seal') }
}

/** As `sealHeld`, for whoever decides about the seal. */
export async function sealToDecide(tx: Read, identity: Identity, person_id: string): Promise<SealHeld> {
  const held = await sealHeld(tx, identity, person_id)
  if (!held.decides) throw new Refused('Those named on the seal who may seal decide about it.')
  return held
}

/** Whether somebody may hand a seal over: its owner, and anybody who decides where the owner can no longer act. */
export const mayHandOver = ({ seal, names, decides }: SealHeld, account_id: string): boolean =>
  decides &&
  (seal.owner_id === account_id || !names.some(one => one.account_id === seal.owner_id && one.in_force && one.acts))

/** To whom it can be handed: others named without an end who can sign in. */
export const couldAnswer = ({ seal, names }: SealHeld): SealHeld['names'] =>
  names.filter(one => one.in_force && !one.glass && one.acts && one.until === null && one.account_id !== seal.owner_id)

/** The page of a seal, as somebody named on it sees it. */
export async function sealModel(tx: Read, identity: Identity, banner: ChildBanner) {
  const { person_id } = banner
  const actor = personOnly(identity)
  const held = await sealHeld(tx, identity, person_id)
  const { seal, names, decides } = held
  const endHref = (one: NamedOn): string | null =>
    one.account_id !== seal.owner_id || one.glass
      ? decides || (one.account_id === actor.account_id && !one.glass)
        ? sealUrl(person_id, `names/${one.id}/end`)
        : null
      : null
  const permanent = names.some(one => one.in_force && !one.glass && one.account_id === actor.account_id)
  return {
    title: 'The seal on this record',
    banner,
    recorded: true,
    reason: labelOf(sealReasons, seal.reason_code),
    more: seal.reason,
    owner: seal.owner,
    sealed_on: `${formatInstant(seal.sealed_at)}, by ${seal.sealed_by}`,
    review: reviewWords(seal.review_on, identity.today),
    overdue: seal.review_on < identity.today,
    names: names.filter(one => one.in_force).map(one => nameLine(one, seal.owner_id, endHref(one))),
    history: historyOf(
      await sealsOf(tx, person_id),
      names,
      await stepsOf(tx, person_id),
      await openingsOf(tx, person_id),
    ),
    may: decides
      ? {
          name: sealUrl(person_id, 'names'),
          review: sealUrl(person_id, 'review'),
          hand_over:
            mayHandOver(held, actor.account_id) && couldAnswer(held).length > 0
              ? sealUrl(person_id, 'hand-over')
              : null,
          lift: `${childUrl(person_id)}/unseal`,
        }
      : null,
    who_looked_href: permanent ? `${childUrl(person_id)}/access` : null,
    form: drawForm(form({}), { seen: String(banner.version) }),
  }
}
