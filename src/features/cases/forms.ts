import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, numberField, optional, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { addDays, asDay, type Day } from '../../rulebook/index.ts'
import { contactWays, type decisionsUnder, provisionKinds, voiceWays } from './codes.ts'
import type { Officer, Team } from './officers.ts'

/** No fact of a child of today is older. */
export const earliest = asDay('2000-01-01')

const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
] as const

const officerChoices = (officers: readonly Officer[]) =>
  officers.map(officer => ({ value: officer.membership_id, text: `${officer.name}, ${officer.team}` }))

/** @param officers those whom this person may name: all for who may allocate, only themselves otherwise. */
export const openForm = (teams: readonly Team[], officers: readonly Officer[]) =>
  form(
    {
      opened_because: textField({
        label: 'Why does this child need a case?',
        hint: 'What is known, and from whom.',
        about: 'why this child needs a case',
        rows: 5,
      }),
      lead_team: choiceField({
        label: 'Which team leads?',
        hint: 'The team of the routing table is chosen already.',
        about: 'the team that leads',
        as: 'select',
        choices: teams.map(team => ({ value: team.id, text: team.name })),
      }),
      lead_officer: optional(
        choiceField({
          label: 'Which officer leads?',
          hint: 'An officer of that team. Leave it empty to let the team decide.',
          about: 'the officer who leads',
          as: 'select',
          choices: officerChoices(officers),
        }),
      ),
    },
    ({ lead_team, lead_officer }) => {
      const officer = officers.find(({ membership_id }) => membership_id === lead_officer)
      return officer && officer.team_id !== lead_team
        ? [
            {
              field: 'lead_officer',
              message: `Choose an officer of the team that leads: ${officer.name} is in ${officer.team}`,
            },
          ]
        : []
    },
  )

export const allocateForm = (officers: readonly Officer[]) =>
  form({
    officer: choiceField({
      label: 'Who leads this case from now on?',
      hint: 'The officer’s team becomes the lead team, and sees the child while it leads.',
      about: 'the officer who leads from now on',
      as: 'select',
      choices: officerChoices(officers),
    }),
    note: textField({
      label: 'What should they know?',
      hint: 'The handover stays in the chronology.',
      about: 'what they should know',
      rows: 4,
    }),
  })

export const contactForm = (today: Day) =>
  form({
    happened_on: dayField({
      label: 'When was it?',
      about: 'the day of the contact',
      notBefore: earliest,
      notAfter: today,
    }),
    how: choiceField({ label: 'How?', about: 'how the contact was made', choices: contactWays }),
    with_whom: textField({
      label: 'With whom?',
      hint: 'Their name, and who they are to the child.',
      about: 'with whom',
    }),
    reached: choiceField({ label: 'Were they reached?', about: 'whether they were reached', choices: yesNo }),
    child_seen: choiceField({ label: 'Was the child seen?', about: 'whether the child was seen', choices: yesNo }),
    text: textField({ label: 'What was said or found?', about: 'what was said or found', rows: 6 }),
  })

export const provisionForm = (today: Day) =>
  form(
    {
      kind: choiceField({ label: 'What kind of education?', about: 'the kind of education', choices: provisionKinds }),
      provider: textField({ label: 'Who provides it?', about: 'who provides it' }),
      weekly_hours: numberField({
        label: 'Hours a week',
        hint: 'Of education, such as 12.5',
        about: 'the hours a week',
        least: 0,
        most: 60,
        decimals: 1,
      }),
      starts_on: dayField({
        label: 'From when?',
        about: 'the first day',
        notBefore: earliest,
        notAfter: addDays(today, 366),
      }),
      last_on: optional(dayField({ label: 'Until when?', hint: 'The last day of it.', about: 'the last day' })),
      text: optional(textField({ label: 'Note', about: 'the note', rows: 4 })),
    },
    ({ starts_on, last_on }) =>
      last_on !== null && last_on < starts_on
        ? [{ field: 'last_on', message: 'The last day must be the first day or later' }]
        : [],
  )

/** @param choices what may be decided under the policy of today. */
export const decisionForm = (today: Day, choices: ReturnType<typeof decisionsUnder>) =>
  form({
    kind: choiceField({ label: 'What was decided?', about: 'what was decided', choices }),
    starts_on: dayField({
      label: 'From when does it hold?',
      about: 'the day from which it holds',
      notBefore: earliest,
      notAfter: today,
    }),
    text: textField({
      label: 'Why, and on what evidence?',
      hint: 'Your name and today’s date are recorded with it.',
      about: 'why it was decided',
      rows: 5,
    }),
  })

export const endDecisionForm = (today: Day) =>
  form({
    ends_on: dayField({
      label: 'From when does it no longer hold?',
      about: 'the day from which it no longer holds',
      notBefore: earliest,
      notAfter: today,
    }),
    text: textField({ label: 'What changed?', about: 'what changed', rows: 4 }),
  })

/** What the child says, in the child's words. */
export const voiceForm = (today: Day) =>
  form({
    happened_on: dayField({ label: 'When was it?', about: 'the day', notBefore: earliest, notAfter: today }),
    how: choiceField({ label: 'How was the child heard?', about: 'how the child was heard', choices: voiceWays }),
    text: textField({
      label: 'What does the child say?',
      hint: 'In the child’s own words, as far as you can: what happened, what would help, what the child hopes for.',
      about: 'what the child says',
      rows: 6,
    }),
  })

export const noteForm = () => form({ text: textField({ label: 'Note', about: 'the note', rows: 6 }) })

export const reopenForm = () =>
  form({ text: textField({ label: 'Why is the case opened again?', about: 'why the case is opened again', rows: 5 }) })
