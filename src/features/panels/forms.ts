import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, numberField, optional, revealed, textField, tickField } from '../../ground/web/fields.ts'
import { type Choice, form } from '../../ground/web/forms.ts'
import { addDays, type Day } from '../../rulebook/index.ts'
import { farthest } from './actions.ts'
import { conflicts, type DecisionKind, decisionKinds, howMade, orders, presences, seats } from './codes.ts'

export const seatForm = (officers: readonly Choice[]) =>
  form({
    account_id: choiceField({ label: 'Who?', about: 'who', as: 'select', choices: officers }),
    seat: choiceField({ label: 'In which seat?', about: 'the seat', choices: seats }),
    speaks_for: optional(
      textField({
        label: 'For which service do they speak?',
        hint: 'Such as Health, where the quorum asks for it.',
        about: 'the service',
        most: 120,
      }),
    ),
  })

export const unseatForm = (members: readonly Choice[]) =>
  form({
    member_id: choiceField({ label: 'Who leaves?', about: 'who leaves', as: 'select', choices: members }),
  })

export const scheduleForm = (today: Day) =>
  form({
    until: dayField({
      label: 'Until when?',
      about: 'the last day',
      notBefore: today,
      notAfter: farthest(today),
    }),
  })

export const onDayForm = (today: Day) =>
  form({
    meets_on: dayField({
      label: 'On which day?',
      about: 'the day',
      notBefore: addDays(today, -31),
      notAfter: farthest(today),
    }),
  })

export const agendaForm = () =>
  form({
    order: choiceField({
      label: 'In which order?',
      about: 'the order',
      choices: orders,
    }),
  })

export const attendForm = (members: readonly Choice[], officers: readonly Choice[]) =>
  form({
    account_id: choiceField({ label: 'Who?', about: 'who', as: 'select', choices: members }),
    how: choiceField({ label: 'How did they come?', about: 'how they came', choices: presences }),
    substitute_id: revealed(
      optional(
        choiceField({
          label: 'Who came instead?',
          hint: 'They see the children of this meeting, as far as they may see their cases.',
          about: 'who came instead',
          as: 'select',
          choices: officers,
        }),
      ),
    ),
  })

export const cancelForm = (today: Day) =>
  form({
    because: textField({
      label: 'Why?',
      hint: 'It stands with each child that was to be heard. Name no child.',
      about: 'why',
      ...{ rows: 3, most: 500 },
    }),
    instead_on: optional(
      dayField({
        label: 'On which day does it meet instead?',
        about: 'the other day',
        notBefore: today,
        notAfter: farthest(today),
      }),
    ),
  })

export const itemForm = (owners: readonly Choice[], may_decide: readonly DecisionKind[], today: Day) =>
  form(
    {
      discussion: textField({
        label: 'What was said?',
        hint: 'It becomes the child’s minute. Name no other child.',
        about: 'what was said',
        ...{ rows: 6, most: 8000 },
      }),
      kind: choiceField({
        label: 'What was decided?',
        about: 'what was decided',
        choices: decisionKinds.filter(({ value }) => may_decide.includes(value)),
      }),
      provider: revealed(textField({ label: 'Which provider?', about: 'the provider', most: 200 })),
      weekly_hours: revealed(
        numberField({ label: 'Hours a week', about: 'the hours a week', least: 1, most: 60, decimals: 1 }),
      ),
      weekly_cost: revealed(
        numberField({
          label: 'Cost a week, in pounds',
          about: 'the cost a week',
          ...{ least: 0, most: 20000, decimals: 2, width: 10 },
        }),
      ),
      from_on: revealed(
        dayField({
          label: 'From when?',
          about: 'the first day',
          notBefore: addDays(today, -366),
          notAfter: farthest(today),
        }),
      ),
      until_on: revealed(
        dayField({ label: 'Until when?', about: 'the last day', notBefore: today, notAfter: farthest(today) }),
      ),
      return_on: revealed(
        dayField({ label: 'By which day?', about: 'the day', notBefore: today, notAfter: farthest(today) }),
      ),
      how_made: choiceField({ label: 'How was it decided?', about: 'how it was decided', choices: howMade }),
      made_because: optional(
        textField({
          label: 'Why could it not wait for a meeting?',
          hint: 'Where the meeting did not decide it. It stands on the next agenda to be ratified.',
          about: 'why it could not wait',
          ...{ rows: 2, most: 1000 },
        }),
      ),
      text: textField({ label: 'The decision in a sentence', about: 'the decision', rows: 3, most: 2000 }),
      what: optional(textField({ label: 'What is to be done?', about: 'what is to be done', rows: 2, most: 1000 })),
      owner_id: optional(choiceField({ label: 'Who does it?', about: 'who does it', as: 'select', choices: owners })),
      due_on: optional(dayField({ label: 'By when?', about: 'the day', notBefore: today, notAfter: farthest(today) })),
    },
    ({ what, owner_id, due_on, from_on, until_on, how_made, made_because }) => {
      if (how_made !== 'meeting' && made_because === null)
        return [{ field: 'made_because', message: 'Enter why it could not wait for a meeting' }]
      if (how_made === 'meeting' && made_because !== null)
        return [{ field: 'how_made', message: 'Choose who decided it without the meeting, or take the reason out' }]
      if (from_on !== null && until_on !== null && until_on < from_on)
        return [{ field: 'until_on', message: 'The last day is before the first: enter a later one' }]
      const asked = [what, owner_id, due_on]
      if (asked.every(one => one === null) || asked.every(one => one !== null)) return []
      const field = what === null ? 'what' : owner_id === null ? 'owner_id' : 'due_on'
      return [
        { field, message: 'An action says what is to be done, who does it and by when: fill in all three or none' },
      ]
    },
  )

export const deferForm = () =>
  form({ because: textField({ label: 'Why is it put off?', about: 'why it is put off', rows: 3, most: 500 }) })

export const conflictForm = () =>
  form({
    kind: choiceField({ label: 'What is the conflict?', about: 'the conflict', choices: conflicts }),
    sure: tickField({
      label: 'You cannot take it back',
      text: 'I have a conflict of interest, and am to see nothing of this child at this meeting',
      must: 'Tick the box to declare the conflict',
    }),
  })

export const minuteForm = () =>
  form({
    text: textField({ label: 'The minute', hint: 'Name no other child.', about: 'the minute', rows: 12, most: 12000 }),
  })

export const addendumForm = () =>
  form({
    text: textField({
      label: 'What is put right, or added?',
      hint: 'The minute stays as it was approved. Name no other child.',
      about: 'the addendum',
      ...{ rows: 6, most: 8000 },
    }),
  })

export const approveForm = () =>
  form({
    read: tickField({
      label: 'They cannot be changed afterwards',
      text: 'I have read them, and they say what was said and decided',
      must: 'Tick the box once you have read the minutes',
    }),
  })

export const byHandForm = () =>
  form({
    reference: textField({
      label: 'Which case?',
      hint: 'Its reference, as it stands on the page of the case.',
      about: 'the reference of the case',
      most: 40,
    }),
    because: textField({ label: 'Why does it come before the meeting?', about: 'why it comes', rows: 2, most: 500 }),
  })

export const withdrawForm = (decisions: readonly Choice[]) =>
  form({
    decision_id: choiceField({ label: 'Which decision?', about: 'the decision', choices: decisions }),
    because: textField({
      label: 'Why is it withdrawn?',
      hint: 'Name no other child. Where another stands in its place, record that afterwards.',
      about: 'why it is withdrawn',
      ...{ rows: 3, most: 1000 },
    }),
  })

export const ratifyForm = (decisions: readonly Choice[]) =>
  form({ decision_id: choiceField({ label: 'Which decision?', about: 'the decision', choices: decisions }) })

export const publishForm = () =>
  form({
    read: tickField({
      label: 'Members can open them from now on',
      text: 'The agenda is as members are to read it',
      must: 'Tick the box once the agenda is as members are to read it',
    }),
  })

export const withdrawPapersForm = () =>
  form({
    because: textField({ label: 'Why are they withdrawn?', hint: 'Name no child.', about: 'why', rows: 2, most: 500 }),
  })
