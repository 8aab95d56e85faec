import { choiceField, revealed, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { type Judgement, type LadderFacts, type LadderLevel, ladderStanding } from '../../rulebook/index.ts'
import { answersAt } from './codes.ts'

const judge = (label: string, about: string, because: string) =>
  choiceField({
    label,
    about,
    choices: [
      { value: 'yes', text: 'Yes', reveals: [because] },
      { value: 'no', text: 'No' },
    ],
  })
const why = (about: string) =>
  revealed(
    textField({
      label: 'Why do you hold so?',
      hint: 'What the meeting will want to know.',
      about,
      rows: 3,
      most: 2000,
    }),
  )

const summary = textField({
  label: 'Summary for the meeting',
  hint: 'Drafted from the record: put right what is not so, and say at its end what is asked of the meeting.',
  about: 'the summary',
  rows: 20,
  most: 12_000,
})

/** Proposing level two: what days and age decide is not asked. */
export const levelTwoForm = () =>
  form({
    not_resolving: judge(
      'Is what is being done now failing to resolve it?',
      'whether it is failing to resolve it',
      'not_resolving_because',
    ),
    not_resolving_because: why('why it does not resolve it'),
    may_have_duty: judge(
      'May the council have a duty to provide interim education?',
      'whether the council may have a duty',
      'may_have_duty_because',
    ),
    may_have_duty_because: why('why the council may have a duty'),
    summary,
  })

/** Proposing level three: no number of days, so a manager judges. */
export const levelThreeForm = () =>
  form({
    unreasonable_time: judge(
      'Has the child had no education for an unreasonable time?',
      'whether the time is unreasonable',
      'unreasonable_time_because',
    ),
    unreasonable_time_because: why('why the time is unreasonable'),
    duties_failing: judge(
      'May services or schools be failing in their duties?',
      'whether duties are failed',
      'duties_failing_because',
    ),
    duties_failing_because: why('which duties, and whose'),
    summary,
  })

/** The first test that does not hold, by its field and in a sentence; null where the case may go up. */
export function refusalOf(
  level: LadderLevel,
  facts: LadderFacts,
  judged: readonly Judgement[],
): { field: string; sentence: string } | null {
  const failing = ladderStanding(level, facts, judged).find(({ standing }) => standing !== 'met')
  if (!failing) return null
  const field = failing.test.asks === null ? 'summary' : failing.test.code
  return {
    field,
    sentence: `It cannot go to level ${level}: ${failing.test.text.toLowerCase()} is not met. ${failing.because}`,
  }
}

export const answerForm = (level: LadderLevel) =>
  form({
    answer: choiceField({
      label: 'What did the meeting answer?',
      about: 'what the meeting answered',
      choices: answersAt(level),
    }),
    answer_text: textField({
      label: 'In its words',
      hint: 'Who does what by when; what is funded, with whom, for how many hours, until when.',
      about: 'what the meeting said',
      rows: 6,
      most: 4000,
    }),
  })

export const withdrawForm = () =>
  form({ because: textField({ label: 'Why is it withdrawn?', about: 'why it is withdrawn', rows: 4, most: 2000 }) })
