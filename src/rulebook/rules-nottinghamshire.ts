import { asDay } from './days.ts'
import { type Rule, rule } from './rule.ts'

/** Bands, the ladder and the working rules of Nottinghamshire. Source: §12.3–12.5. */
export const nottinghamshireRules: readonly Rule[] = [
  rule({
    id: 'RAG1',
    title: 'Red',
    source: 'S1 [59]',
    mark: 'found',
    text: 'No school place and/or not accessing appropriate full-time provision, and support teams have been unable to progress the case.',
  }),
  rule({
    id: 'RAG2',
    title: 'Amber',
    unit: 'hours_a_week',
    length: 11,
    source: 'S1 [61]',
    mark: 'found',
    text: 'An appropriate plan is in place, and provision is below 11 hours.',
  }),
  rule({
    id: 'RAG3',
    title: 'Green',
    unit: 'hours_a_week',
    length: 15,
    source: 'S1 [63–65]',
    mark: 'found',
    text: 'Over 15 hours of support; then monitored for three months with the expectation that hours increase.',
  }),
  rule({
    id: 'RAG4',
    title: 'Unclassified',
    source: 'S1 [59–65]; order of the bands is ours',
    mark: 'unsettled',
    text: 'The source leaves 11 to 15 hours, and under 11 hours without a plan, undefined. Such children are listed, and never guessed.',
  }),
  rule({
    id: 'level_two',
    title: 'Level two: missing education for 20 days',
    unit: 'school_days',
    length: 20,
    source: '§12.4 level 2, S4 [92–102]',
    mark: 'unsettled',
    valid_from: asDay('2019-01-01'),
    text: 'Opens the day after 20 complete school days, counted from the first day without education. The source says 20 days and no unit, and gives its own year only.',
  }),
]
