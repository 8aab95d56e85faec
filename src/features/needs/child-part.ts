import type { ChildPart, StoryLine } from '../../ground/feature.ts'
import { addDays, formatDay, londonDay, needOn, needs } from '../../rulebook/index.ts'
import { type NeedRow, needKindsOn, needsOf } from './queries.ts'

/** What needs add to the page of a child: flags in the banner, a tab, and when each began, ended or was found untrue. */
export const childPart: ChildPart = {
  tabs: () => [{ text: 'Needs', path: '/needs', order: 45 }],

  async banner(tx, identity, person_id) {
    const held = new Set(await needKindsOn(tx, person_id, identity.today))
    const order = [...new Set(needs.map(({ code }) => code))].filter(code => held.has(code))
    if (order.length === 0) return []
    const flags = order.map(code => needOn(code, identity.today)?.flag ?? code)
    return [{ label: 'Flags', text: flags.join(', '), href: `/children/${person_id}/needs` }]
  },

  async story(tx, identity, person_id) {
    return (await needsOf(tx, person_id)).flatMap(row => linesOf(row, person_id, identity.today))
  },
}

function linesOf(row: NeedRow, person_id: string, today: string): StoryLine[] {
  const what = needOn(row.kind, row.starts_on)?.text ?? row.kind
  const line = { kind: 'need', by: row.by, href: `/children/${person_id}/needs` }
  if (row.retracted_at !== null) {
    const on = londonDay(row.retracted_at.toISOString())
    return [{ ...line, on, text: `Never true: ${what}, from ${formatDay(row.starts_on)}`, detail: row.because }]
  }
  const began = { ...line, on: row.starts_on, text: `Began: ${what}`, detail: row.evidence }
  if (row.ends_on === null || row.ends_on > today) return [began]
  const on = addDays(row.ends_on, -1)
  return [began, { ...line, on, text: `Ended: ${what}`, detail: row.because }]
}
