import { type FairAccessCategory, fairAccessCategories } from './fair-access-categories.ts'
import { type NeedClass, needs } from './needs.ts'

/** The letter of the category that each need may put a child in. Source: School Admissions Code 2021 para 3.17, as read by us. */
const letters: Readonly<Record<string, string>> = {
  child_in_need: 'a',
  protection_plan: 'a',
  young_offender: 'c',
  in_custody: 'c',
  on_remand: 'c',
  sen_support: 'e',
  medical_needs: 'e',
  young_carer: 'f',
  traveller: 'i',
  asylum_seeking: 'i',
  previously_looked_after: 'm',
}

/** The category that each need may put a child in, with who may see it: whoever sees the need. */
export const fairAccessNeeds: ReadonlyMap<string, FairAccessCategory & { readonly field_class: NeedClass }> = new Map(
  needs.flatMap(({ code, field_class }) =>
    fairAccessCategories
      .filter(({ key }) => key === letters[code])
      .map(category => [code, { ...category, field_class }]),
  ),
)
