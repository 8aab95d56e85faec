import type { ChildPart, StoryLine } from '../../ground/feature.ts'
import { addDays, happeningKinds, londonDay } from '../../rulebook/index.ts'
import { clocksOfChild, clocksUrl, isOverdue } from '../children/index.ts'
import { happeningsUrl } from './addresses.ts'
import { daysText } from './open-questions.ts'
import { type HappeningRow, happeningsOf } from './queries.ts'

/** What happenings add to the page of a child: two tabs, clocks that ran out in the banner, and what happened in the story. */
export const childPart: ChildPart = {
  tabs: () => [
    { text: 'Clocks', path: '/clocks', order: 25 },
    { text: 'What happened', path: '/happenings', order: 26 },
  ],

  async banner(tx, { today }, person_id) {
    // Level two has a place of its own in the banner.
    const overdue = (await clocksOfChild(tx, person_id, today)).filter(
      clock => clock.rule !== 'level_two' && isOverdue(clock, today),
    )
    if (overdue.length === 0) return []
    const text = overdue.length === 1 ? '1 clock' : `${overdue.length} clocks`
    return [{ label: 'Overdue', text, href: clocksUrl(person_id) }]
  },

  async story(tx, { today }, person_id) {
    return (await happeningsOf(tx, person_id)).flatMap(row => linesOf(row, person_id, today))
  },
}

function linesOf(row: HappeningRow, person_id: string, today: string): StoryLine[] {
  const { text, lasts } = happeningKinds[row.kind]
  const line = { kind: 'happening', by: row.by, href: `${happeningsUrl(person_id)}#happening-${row.id}` }
  const detail = [row.school_name, row.note].filter(Boolean).join('. ') || null
  if (row.retracted_at !== null) {
    if (row.retracted_reason === 'checked') return []
    const on = londonDay(row.retracted_at.toISOString())
    return [{ ...line, on, text: `Never true: ${text}, ${daysText(row)}`, detail: row.because }]
  }
  const began = { ...line, on: row.starts_on, text, detail }
  if (!lasts || row.ends_on === null || row.ends_on > today) return [began]
  return [began, { ...line, on: addDays(row.ends_on, -1), text: `Last day of it: ${text}`, detail: row.because }]
}
