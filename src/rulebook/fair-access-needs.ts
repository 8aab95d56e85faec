import { type NeedClass, needs } from './needs.ts'

/** A category of the fair access protocol. Source: School Admissions Code 2021 para 3.17, as Buckinghamshire and Bristol quote it. */
export type FairAccessKey = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm'

type Category = {
  readonly key: FairAccessKey
  readonly text: string
  /** Months after the need has ended in which it still counts. */
  readonly for_months: number
}

const kinds: Readonly<Record<string, Category>> = {
  child_in_need: { key: 'a', text: 'a child in need, or one within twelve months', for_months: 12 },
  protection_plan: { key: 'a', text: 'on a child protection plan, or within twelve months', for_months: 12 },
  young_offender: { key: 'c', text: 'from the criminal justice system', for_months: 0 },
  in_custody: { key: 'c', text: 'from the criminal justice system', for_months: 0 },
  on_remand: { key: 'c', text: 'from the criminal justice system', for_months: 0 },
  sen_support: { key: 'e', text: 'with special educational needs and no EHC plan', for_months: 0 },
  medical_needs: { key: 'e', text: 'with a medical condition', for_months: 0 },
  young_carer: { key: 'f', text: 'a carer', for_months: 0 },
  traveller: { key: 'i', text: 'of a Gypsy, Roma or Traveller family', for_months: 0 },
  asylum_seeking: { key: 'i', text: 'seeking asylum', for_months: 0 },
  previously_looked_after: { key: 'm', text: 'previously looked after', for_months: 0 },
}

const classOf = new Map(needs.map(({ code, field_class }) => [code, field_class]))

/** The category that each need may put a child in, with who may see it: whoever sees the need. */
export const fairAccessNeeds: ReadonlyMap<string, Category & { readonly field_class: NeedClass }> = new Map(
  Object.entries(kinds).map(([kind, category]) => [
    kind,
    { ...category, field_class: classOf.get(kind) ?? 'care_detail' },
  ]),
)
