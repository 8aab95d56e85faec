import { z } from 'zod'
import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, fileField, numberField, revealed, textField } from '../../ground/web/fields.ts'
import { type Form, type FormValues, form } from '../../ground/web/forms.ts'
import { type ClosingReason, closingReasons, type Day, formatDay } from '../../rulebook/index.ts'
import { schoolField } from '../schools/index.ts'
import { earliest } from './forms.ts'

/** What each closing reason asks for besides its evidence: the proof without which the case stays open. */
const asks: Readonly<Record<string, readonly string[]>> = {
  placed_at_school: ['school', 'attended_on'],
  home_education_confirmed: ['home_educated_from'],
  council_education: ['provider', 'weekly_hours', 'provision_from'],
  moved_to_authority: ['authority_number', 'moved_on'],
  moved_abroad: ['country', 'left_on'],
  on_roll_elsewhere: ['other_school', 'on_roll_since'],
  died: ['died_on'],
}

const past = (today: Day, born_on: Day | null, label: string, about: string) =>
  revealed(dayField({ label, about, notBefore: born_on ?? earliest, notAfter: today }))

const threeFigures = z.string().regex(/^\d{3}$/, 'The authority’s number must be 3 figures, like 898')

/** The form that closes a case. No day in it may lie in the future, nor before the child was born. */
export const closeForm = (today: Day, born_on: Day | null) =>
  form({
    closing_reason: choiceField({
      label: 'Where is the child now?',
      hint: 'A case closes for one of these reasons only, with its proof.',
      about: 'where the child is now',
      choices: closingReasons.map(reason => ({
        value: reason.code,
        text: reason.label,
        hint: reason.evidence,
        reveals: asks[reason.code] ?? [],
      })),
    }),
    school: revealed(schoolField({ label: 'Which school?', about: 'the school' })),
    attended_on: past(today, born_on, 'On what day did the child first attend?', 'the day the child first attended'),
    home_educated_from: past(
      today,
      born_on,
      'Home educated from when?',
      'the day from which the child is home educated',
    ),
    provider: revealed(textField({ label: 'Who provides it?', about: 'who provides the education' })),
    weekly_hours: revealed(
      numberField({ label: 'Hours a week', about: 'the hours a week', least: 0.5, most: 60, decimals: 1 }),
    ),
    provision_from: past(
      today,
      born_on,
      'On what day did the child first attend there?',
      'the day the child first attended',
    ),
    authority_number: revealed(
      textField({
        label: 'The authority’s number',
        hint: 'Its three figures, such as 898',
        about: 'the authority’s number',
        width: 3,
        spellcheck: false,
        as: threeFigures,
      }),
    ),
    moved_on: past(today, born_on, 'When did the child move?', 'the day the child moved'),
    country: revealed(textField({ label: 'Which country?', about: 'the country', width: 20 })),
    left_on: past(today, born_on, 'When did the child leave?', 'the day the child left'),
    other_school: revealed(schoolField({ label: 'Which school?', about: 'the school' })),
    on_roll_since: past(today, born_on, 'On its roll since when?', 'the day since when the child is on its roll'),
    died_on: past(today, born_on, 'When did the child die?', 'the day the child died'),
    evidence: textField({
      label: 'What proves it?',
      hint: 'Who confirmed it, when and how. An offer or a start date is not proof.',
      about: 'what proves it',
      rows: 5,
    }),
    evidence_file: fileField({
      label: 'A document that shows it (optional)',
      hint: 'PDF, picture, email or document, up to 20 MB. It is kept with the child’s record.',
    }),
  })

export type Closing = FormValues<ReturnType<typeof closeForm>>

export const reasonOf = (code: string): ClosingReason => {
  const found = closingReasons.find(reason => reason.code === code)
  if (!found) throw new RangeError(`There is no closing reason ${code}`)
  return found
}

/** The fields of the form that were filled in, as hidden text for the summary that comes before the end. */
export function closingAsText(
  asked: Form<ReturnType<typeof closeForm>['fields']>,
  closing: Closing,
): [string, string][] {
  return Object.keys(asked.fields).flatMap((name): [string, string][] => {
    const value = closing[name as keyof Closing]
    return value === null ? [] : [[name, String(value)]]
  })
}

/** The proof as lines of a summary. */
export function closingLines(closing: Closing, schoolName: string | null): { term: string; text: string }[] {
  const day = (value: Day | null) => (value === null ? null : formatDay(value))
  const lines: [string, string | null][] = [
    ['Reason', reasonOf(closing.closing_reason).label],
    ['School', schoolName],
    ['First attended', day(closing.attended_on) ?? day(closing.provision_from)],
    ['Home educated from', day(closing.home_educated_from)],
    ['Provider', closing.provider],
    ['Hours a week', closing.weekly_hours === null ? null : String(closing.weekly_hours)],
    ['Authority', closing.authority_number],
    ['Country', closing.country],
    ['Moved', day(closing.moved_on) ?? day(closing.left_on)],
    ['On the roll since', day(closing.on_roll_since)],
    ['Died', day(closing.died_on)],
    ['Proof', closing.evidence],
  ]
  return lines.flatMap(([term, text]) => (text === null ? [] : [{ term, text }]))
}
