import { may } from '../../ground/database/identity.ts'
import type { ChildPart } from '../../ground/feature.ts'
import { caseUrl, openCaseUrl } from './addresses.ts'
import { entriesOfChild } from './chronology.ts'
import { decisions, entryKinds, levelOf, textOf } from './codes.ts'
import { contactFacts } from './entry-view.ts'
import { caseOf, childOn, decisionsOn } from './queries.ts'
import { kindForState } from './rules.ts'

/** What cases add to the page of a child, for those who may read cases. */
export const childPart: ChildPart = {
  async story(tx, identity, person_id) {
    if (!may(identity, 'cases.read')) return []
    return (await entriesOfChild(tx, person_id, 200)).map(entry => {
      const [first = '', ...rest] = [...contactFacts(entry), ...entry.text.split('\n')]
      return {
        on: entry.happened_on,
        kind: 'case',
        text: `${textOf(entryKinds, entry.kind)}: ${first}`,
        detail: rest.length === 0 ? null : rest.join('\n'),
        by: entry.recorded_by,
        href: caseUrl(entry.case_id),
      }
    })
  },

  async banner(tx, identity, person_id) {
    if (!may(identity, 'cases.read')) return []
    const found = await caseOf(tx, person_id)
    if (found?.closed_on !== null) return []
    const level = (await decisionsOn(tx, person_id, identity.today)).find(({ kind }) => levelOf(kind) !== null)
    return [
      ...(level ? [{ label: 'Concern', text: textOf(decisions, level.kind), href: null }] : []),
      { label: 'Lead worker', text: found.lead, href: null },
      { label: 'Case', text: found.reference, href: caseUrl(found.id) },
    ]
  },

  async actions(tx, identity, person_id) {
    if (!may(identity, 'cases.read')) return []
    const found = await caseOf(tx, person_id)
    if (found?.closed_on === null) return [{ text: 'Go to the case', href: caseUrl(found.id) }]
    const before = found ? [{ text: 'See the closed case', href: caseUrl(found.id) }] : []
    if (!may(identity, 'cases.change')) return before
    const { state } = await childOn(tx, person_id, identity.today)
    return kindForState(state) === null ? before : [{ text: 'Open a case', href: openCaseUrl(person_id) }, ...before]
  },
}
