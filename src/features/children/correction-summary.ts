import type { Read } from '../../ground/database/door.ts'
import type { ConfirmModel } from '../../ground/web/confirm.ts'
import { drawForm, formValues } from '../../ground/web/drawn-forms.ts'
import { Conflict, type Difference } from '../../ground/web/errors.ts'
import { hiddenField } from '../../ground/web/fields.ts'
import { type FormKeys, form, type Typed } from '../../ground/web/forms.ts'
import { type Day, formatShortDay } from '../../rulebook/index.ts'
import type { ChildBanner } from './banner.ts'
import { textOfChoice } from './codes.ts'
import type { Standing } from './correct.ts'
import type { Deed } from './correction-pages.ts'
import type { Values } from './fact-values.ts'
import { findChild } from './queries.ts'
import { bandWords, stateText } from './words.ts'

/** What stands before the end: what will be recorded, and what changes by it for the child. */
export function correctionSummary(
  banner: ChildBanner,
  deed: Deed,
  what: readonly string[],
  tried: { before: Standing; after: Standing },
  given: { values: Values } & FormKeys,
): ConfirmModel {
  const fields = [...asText(deed, given.values), ['confirmed', 'yes'] as const]
  const asked = form(Object.fromEntries(fields.map(([name]) => [name, hiddenField(name)])))
  const href = `/children/${banner.person_id}/identity`
  return {
    title: deed.undoes ? 'Undo this?' : 'Record this?',
    back: { href, text: 'Back to the child’s identity' },
    recorded: true,
    what: [...what, ...changesBetween(tried.before, tried.after)],
    whom: [{ term: 'Child', text: banner.known_as }, ...typedLines(deed, given.values)],
    undo: 'What was believed until now stays to be read under History, and this can be undone from there.',
    button: deed.undoes ? 'Undo it' : 'Record it',
    danger: false,
    cancel_href: href,
    form: drawForm(asked, { stored: Object.fromEntries(fields), seen: given.seen ?? '' }),
  }
}

/** What a correction changes in how the child stands today, in sentences. */
export function changesBetween(before: Standing, after: Standing): string[] {
  const day = (value: Day | null) => (value === null ? 'not known' : formatShortDay(value))
  const band = (value: string | null) => (value === null ? 'none' : (bandWords[value]?.text ?? value))
  const changed = (label: string, was: string, is: string) =>
    was === is ? [] : [`${label} changes from “${was}” to “${is}”.`]
  const lost = before.schools.filter(school => !after.schools.includes(school))
  const won = after.schools.filter(school => !before.schools.includes(school))
  const lines = [
    ...changed('The name in lists', before.known_as || 'not known', after.known_as || 'not known'),
    ...changed('The date of birth gone by', day(before.born_on), day(after.born_on)),
    ...changed('The UPN gone by', before.upn ?? 'none', after.upn ?? 'none'),
    ...changed('The state today', stateText(before.state), stateText(after.state)),
    ...(before.state === after.state || after.state_because === null ? [] : [after.state_because]),
    ...changed('The band today', band(before.band), band(after.band)),
    ...lost.map(school => `${school} no longer sees this child as one of its own.`),
    ...won.map(school => `${school} sees this child from now on.`),
  ]
  return lines.length > 0 ? lines : ['Nothing else changes: name, state and band today stay as they are.']
}

/** The answers of a form as hidden text. */
function asText(deed: Deed, values: Values): (readonly [string, string])[] {
  return Object.keys(deed.form.fields).flatMap(name => {
    const value = values[name]
    return value === null || value === undefined ? [] : [[name, String(value)] as const]
  })
}

/** What was typed, question by question. */
function typedLines(deed: Deed, values: Values): { term: string; text: string }[] {
  const typed = formValues(deed.form, values as Record<string, never>, null)
  return Object.entries(deed.form.fields).flatMap(([name, { look }]) => {
    const text = shown(typed[name] ?? '', look.choices ?? [])
    return text === '' ? [] : [{ term: look.label.replace(/ \(optional\)$/, ''), text }]
  })
}

function shown(typed: Typed, choices: readonly { value: string; text: string }[]): string {
  if (typeof typed === 'string') return choices.length > 0 && typed !== '' ? textOfChoice(choices, typed) : typed
  return 'day' in typed ? [typed.day, typed.month, typed.year].filter(Boolean).join(' ') : typed.join(', ')
}

/** What a change by somebody else is answered with: how the child stands now, beside what was typed. */
export async function correctionConflict(
  tx: Read,
  person_id: string,
  today: Day,
  deed: Deed,
  values: Values,
): Promise<Conflict> {
  const now = await findChild(tx, person_id, today)
  const standing = now ? `${now.known_as || 'Name not known'}: ${stateText(now.state)}` : 'No longer yours to see'
  const lines: Difference[] = typedLines(deed, values).map(({ term, text }) => ({
    label: term,
    seen: null,
    now: '',
    typed: text,
  }))
  return new Conflict(
    'The child’s record was changed after you opened this form.',
    [{ label: 'The child', seen: null, now: standing, typed: '' }, ...lines],
    { href: `/children/${person_id}/history`, text: 'See what was changed' },
  )
}
