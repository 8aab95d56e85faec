import { asDay } from './days.ts'
import { type Count, type Rule, rule, within } from './rule.ts'
import type { Sourced } from './sources.ts'

/**
 * One of the only reasons for which a protocol may take a child. `count` and `from`: the time it speaks of and the day that
 * begins it; both null where it speaks of none.
 */
export type FairAccessCategory = Sourced & {
  readonly key: string
  readonly text: string
  readonly count: Count | null
  readonly from: string | null
}

const category = (
  key: string,
  text: string,
  time: { readonly count: Count; readonly from: string } | null = null,
): FairAccessCategory => ({
  key,
  text,
  count: time?.count ?? null,
  from: time?.from ?? null,
  source: `School Admissions Code 2021 para 3.17(${key}), as Buckinghamshire and Bristol give it`,
  mark: 'found',
})

/** The categories of fair access, by letter. Source: §5. */
export const fairAccessCategories: readonly FairAccessCategory[] = [
  category('a', 'Has a child in need plan or a child protection plan, or had one up to 12 months before the referral', {
    count: within(12, 'months'),
    from: 'the last day of the plan',
  }),
  category('b', 'Lives in a refuge or similar accommodation when referred'),
  category('c', 'Comes from the criminal justice system'),
  category(
    'd',
    'In alternative provision and ready to go back to mainstream school, or permanently excluded but suited to one',
  ),
  category('e', 'Has special educational needs without a plan, a disability or a medical condition'),
  category('f', 'Is a carer, such as for a parent'),
  category('g', 'Is homeless, alone or with the family'),
  category('h', 'Lives in formal kinship care'),
  category('i', 'Is a Gypsy, Roma or Traveller child, a refugee or an asylum seeker, or the child of one'),
  category('j', 'Was refused a place for challenging behaviour and referred to the protocol'),
  category('k', 'No place was sought, because of exceptional circumstances'),
  category(
    'l',
    'Out of education for 4 weeks or more, with no place at any school within a reasonable distance, and no suitable offer turned down',
    { count: within(4, 'weeks'), from: 'the first day out of education' },
  ),
  category('m', 'Was looked after before, and the council has been unable to get a place quickly'),
]

/** The categories as rules, so that a flag that names one leads to its text and source: F5.a to F5.m. */
export const fairAccessCategoryRules: readonly Rule[] = fairAccessCategories.map(
  ({ key, text, count, from, ...sourced }) =>
    rule({
      ...sourced,
      id: `F5.${key}`,
      title: `Fair access, category (${key})`,
      text: from === null ? `${text}.` : `${text}. The time begins with ${from}.`,
      count,
      valid_from: asDay('2021-09-01'),
    }),
)
