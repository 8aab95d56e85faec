import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, optional, revealed, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import {
  addDays,
  addYears,
  type Day,
  type EnquiryStepKind,
  formatDay,
  type RegisterMark,
  readDay,
} from '../../rulebook/index.ts'
import type { HomeTold } from '../children/index.ts'
import { dangers, endings, findings, outcomes, type RiskAnswer, referredTo, replies, riskAnswers } from './codes.ts'

/** Beginning: with a school when the child is on its roll. */
export const beginForm = (school: string | null, today: Day) =>
  form({
    about: choiceField({
      label: 'What are the enquiries for?',
      about: 'what the enquiries are for',
      choices: [
        { value: 'find', text: 'To find the child', hint: 'Nothing is to be deleted from a register.' },
        ...(school === null
          ? []
          : ([
              {
                value: 'i',
                text: `To find the child, who has been absent from ${school} without a word`,
                hint: 'Ground (i): the name may be deleted after 20 school days, once school and council have both enquired and signed.',
              },
              {
                value: 'h',
                text: `To find the child, who has not returned to ${school} after leave`,
                hint: 'Ground (h): after 10 school days.',
                reveals: ['leave_last_on'],
              },
            ] as const)),
      ],
    }),
    leave_last_on: revealed(
      dayField({
        label: 'What was the last day of the leave?',
        about: 'the last day of the leave',
        notBefore: addYears(today, -1),
        notAfter: today,
      }),
    ),
  })

/** The question before any contact, at each step anew. */
const riskFields = (council: boolean) => ({
  answer: choiceField({
    label: `Is there any reason to fear ${dangers}?`,
    hint: 'For the child or for anybody else. Think of who would learn that you ask.',
    about: 'whether a danger is feared',
    choices: riskAnswers,
  }),
  said: optional(
    textField({
      label: 'If you answer yes or unsure: what do you know, or fear?',
      hint: council
        ? 'It stands in the chronology of the case, where no school reads it.'
        : 'The council reads it. Nobody at another school does.',
      about: 'what you know or fear',
      rows: 4,
      most: 4000,
    }),
  ),
})

const untold = ({ answer, said }: { answer: RiskAnswer; said: string | null }) =>
  answer !== 'no' && said === null ? [{ field: 'said' as const, message: 'Enter what you know or fear' }] : []

/** Before any contact. Whoever fears says what. */
export const riskForm = (council: boolean) => form(riskFields(council), untold)

/** What one enquiry asked and learnt. */
export const stepForm = (
  { text }: EnquiryStepKind,
  asked: { today: Day; began_on: Day; shared: boolean; leaves_out: boolean },
) =>
  form({
    happened_on: dayField({
      label: 'On what day?',
      about: 'the day',
      notBefore: asked.began_on,
      notAfter: asked.today,
    }),
    asked: textField({
      label: 'Who or what was asked, and how?',
      hint: `${text}. For example: the grandmother, by telephone.`,
      about: 'who or what was asked',
      rows: 2,
      most: 500,
    }),
    outcome: choiceField({
      label: 'What did it give?',
      about: 'what it gave',
      choices: outcomes.filter(({ value }) => asked.leaves_out || value !== 'left_out'),
    }),
    said: textField({
      label: 'What was answered, and where is the evidence?',
      hint: asked.shared ? 'School and council both read it.' : 'For a step that is left out: why.',
      about: 'what was answered',
      rows: 5,
      most: 4000,
    }),
    settles: choiceField({
      label: 'Is this step complete?',
      about: 'whether the step is complete',
      choices: [
        { value: 'yes', text: 'Yes, everybody was asked' },
        { value: 'no', text: 'No, there is more to ask' },
      ],
    }),
    ...(asked.shared
      ? {
          council_only: optional(
            textField({
              label: 'What only the council may know',
              hint: 'It stands in the chronology of the case, where no school reads it.',
              about: 'what only the council may know',
              rows: 3,
              most: 4000,
            }),
          ),
        }
      : {}),
  })

export const referForm = (today: Day) =>
  form({
    referred_to: choiceField({ label: 'Who was told?', about: 'who was told', choices: referredTo }),
    referred_on: dayField({
      label: 'On what day?',
      about: 'the day',
      notBefore: addDays(today, -60),
      notAfter: today,
    }),
  })

export const replyForm = (today: Day) =>
  form({
    reply: choiceField({ label: 'What did they answer?', about: 'what they answered', choices: replies }),
    replied_on: dayField({ label: 'On what day?', about: 'the day', notBefore: addDays(today, -60), notAfter: today }),
    said: textField({
      label: 'In their words, and from whom',
      hint: 'It stands in the chronology of the case, where no school reads it.',
      about: 'what they said',
      rows: 4,
      most: 4000,
    }),
  })

export const unlockForm = () =>
  form({
    because: textField({
      label: 'Why may the steps near the family go on, and with what care?',
      hint: 'It stands in the chronology of the case, where no school reads it.',
      about: 'why they may go on',
      rows: 4,
      most: 4000,
    }),
  })

/** The register from line to line: a day and its two marks. */
export const registerForm = (today: Day) =>
  form(
    {
      marks: textField({
        label: 'The marks of the register',
        hint: 'A line for each school day: the day, the morning’s code, the afternoon’s code. For example 13/10/2025 O O. Copy it from the register, or type the codes behind the days.',
        about: 'the marks',
        rows: 24,
        most: 20_000,
        spellcheck: false,
      }),
    },
    ({ marks }) => {
      const { problems } = readMarks(marks, today)
      const [first] = problems
      return first === undefined ? [] : [{ field: 'marks' as const, message: first }]
    },
  )

/** Marks as they were typed. A line with no code is left aside: nobody has marked that day. */
export function readMarks(typed: string, today: Day): { marks: RegisterMark[]; problems: string[] } {
  const marks: RegisterMark[] = []
  const problems: string[] = []
  const days = new Set<Day>()
  for (const [i, whole] of typed.split('\n').entries()) {
    const line = whole.trim()
    if (line === '') continue
    const [first = '', ...codes] = line.split(/[\s,;]+/)
    const read = readDay(first)
    const where = `Line ${i + 1}`
    if ('problem' in read) {
      problems.push(`${where}: “${first}” is no day. Write it like 13/10/2025`)
      continue
    }
    const { day } = read
    const [morning, afternoon, more] = codes
    if (codes.length === 0) continue
    if (morning === undefined || afternoon === undefined || more !== undefined)
      problems.push(`${where}: after the day there must be two codes, the morning’s and the afternoon’s`)
    else if (day > today) problems.push(`${where}: ${formatDay(day)} is yet to come`)
    else if (days.has(day)) problems.push(`${where}: ${formatDay(day)} stands there twice`)
    else {
      days.add(day)
      marks.push({ line: i + 1, day, session: 'AM', code: morning })
      marks.push({ line: i + 1, day, session: 'PM', code: afternoon })
    }
  }
  if (marks.length === 0 && problems.length === 0) problems.push('Enter the codes of at least one school day')
  return { marks, problems }
}

export const signForm = () =>
  form({
    finding: choiceField({ label: 'What did the enquiries find?', about: 'what they found', choices: findings }),
    good_cause: choiceField({
      label:
        'Are there reasonable grounds to believe that the child cannot attend because of sickness, of the mind too, or an unavoidable cause?',
      about: 'whether there is a good cause',
      choices: [
        { value: 'no', text: 'No' },
        { value: 'yes', text: 'Yes' },
      ],
    }),
    because: textField({
      label: 'On what grounds do you sign?',
      hint: 'School and council both read it.',
      about: 'the grounds',
      rows: 4,
      most: 4000,
    }),
  })

export const deleteForm = () =>
  form({
    because: textField({
      label: 'What does the school record as the reason?',
      hint: 'It stands in the chronology of the case.',
      about: 'the reason',
      rows: 3,
      most: 2000,
    }),
  })

export const endForm = () =>
  form({
    finding: choiceField({ label: 'How do the enquiries end?', about: 'how they end', choices: endings }),
    because: textField({
      label: 'Where is the child, or why is nobody looking any longer?',
      about: 'why they end',
      rows: 4,
      most: 4000,
    }),
  })

/** Planning a visit: where to, by whom, and danger first. */
export const visitForm = (homes: readonly HomeTold[], council: boolean, today: Day) =>
  form(
    {
      ...riskFields(council),
      home: choiceField({
        label: 'Which home?',
        hint:
          homes.length === 0
            ? 'No address is known: record one on the child first.'
            : 'Each says who told it, and when.',
        about: 'the home',
        choices: homes.map(({ label, address, told, disputed }) => ({
          ...{ value: address, text: `${label}: ${address}` },
          hint: `${told}.${disputed.length === 0 ? '' : ` Disputed: ${disputed.join('; ')}`}`,
        })),
      }),
      because: optional(
        textField({
          label: 'If the address is disputed: why go there all the same?',
          hint: 'With your name, on the sheet.',
          about: 'why somebody is to go there',
          rows: 3,
          most: 1000,
        }),
      ),
      visitors: textField({
        label: 'Who goes?',
        hint: 'Two people, by name, and a telephone number that reaches them.',
        about: 'who goes',
      }),
      planned_on: dayField({ label: 'On what day?', about: 'the day', notBefore: today, notAfter: addDays(today, 60) }),
    },
    untold,
  )
