import type { ChildPart } from '../../ground/feature.ts'
import { formatInstant } from '../people/index.ts'
import { sealUrl } from './addresses.ts'
import { namesOn, sealsOf } from './queries.ts'

/** What protection adds to the page of a sealed child, for those named: its seal, and who has it open for a reason. */
export const childPart: ChildPart = {
  async banner(tx, identity, person_id) {
    if (identity.kind !== 'person') return []
    const names = await namesOn(tx, person_id)
    if (names.length === 0) return []
    const seal = (await sealsOf(tx, person_id)).find(one => one.lifted_at === null)
    const open = names.filter(one => one.glass && one.in_force)
    return [
      ...(seal ? [{ label: 'Seal', text: `${seal.owner} answers for it`, href: sealUrl(person_id) }] : []),
      ...open.map(one => ({
        label: one.account_id === identity.account_id ? 'Open to you' : `Opened by ${one.name}`,
        text: `${one.why}, until ${one.until ? formatInstant(one.until) : ''}`,
        href: sealUrl(person_id),
      })),
    ]
  },
}
