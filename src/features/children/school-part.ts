import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Identity, may } from '../../ground/database/identity.ts'
import type { PageSection, SchoolPart, SectionCell } from '../../ground/feature.ts'
import { asDay, type Day, type YearGroup, yearGroup, yearGroups, yearGroupText } from '../../rulebook/index.ts'
import { stateText } from './words.ts'

interface Counted {
  state: string
  /** The calendar year in which the children of a school year turn the age that names it; null without a date of birth. */
  cohort: number | null
  children: number
}

/** The children whom a day's state places at a school, by state and school year, under the reader's own rights. */
async function countChildren(tx: Read, urn: number, on: Day): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    SELECT s.state, extract(year FROM c.born_on - interval '8 months')::integer AS cohort, count(*)::integer AS children
    FROM child_state s JOIN child_summary c ON c.authority_id = s.authority_id AND c.person_id = s.person_id
    WHERE s.school_urn = ${urn} AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on})
    GROUP BY 1, 2`.execute(tx)
  return rows
}

/** Children on roll now by school year and state; each figure leads to its children. */
async function sections(tx: Read, identity: Identity, urn: number): Promise<PageSection[]> {
  if (!may(identity, 'children.read') || identity.kind !== 'person') return []
  const ours = identity.schools.includes(urn)
  if (identity.scope !== 'county' && !ours) return []
  const counted = await countChildren(tx, urn, identity.today)
  const states = [...new Set(counted.map(({ state }) => state))].sort()
  const byYear = new Map<YearGroup | null, Counted[]>()
  for (const one of counted) {
    // Born from 1 September of one year until 1 September of the next: any day of the cohort has its school year.
    const year = one.cohort === null ? null : yearGroup(asDay(`${one.cohort + 1}-01-01`), identity.today)
    byYear.set(year, [...(byYear.get(year) ?? []), one])
  }
  const path = identity.scope === 'county' ? '/children' : '/our-children'
  const cell = (of: readonly Counted[], narrowed: Record<string, string>): SectionCell => {
    const children = of.reduce((sum, one) => sum + one.children, 0)
    const href = `${path}?${new URLSearchParams({ school: String(urn), ...narrowed })}`
    return { text: children.toLocaleString('en-GB'), href: children === 0 ? null : href }
  }
  const row = (text: string, of: readonly Counted[], narrowed: Record<string, string>): SectionCell[] => [
    { text, href: null },
    ...states.map(state =>
      cell(
        of.filter(one => one.state === state),
        { ...narrowed, state },
      ),
    ),
    cell(of, narrowed),
  ]
  const years = yearGroups.filter(year => byYear.has(year))
  const unplaced = byYear.get(null) ?? []
  return [
    {
      heading: 'Children on roll today',
      order: 20,
      lead: 'Those whom you may open: a sealed record on which you are not named is not among them.',
      columns: [
        { text: 'School year', number: false },
        ...states.map(state => ({ text: stateText(state), number: true })),
        { text: 'All', number: true },
      ],
      rows: [
        ...years.map(year => row(yearGroupText(year), byYear.get(year) ?? [], { year })),
        // What no year names, no year can be asked for.
        ...(unplaced.length === 0
          ? []
          : [row('Another age, or not known', unplaced, {}).map(({ text }) => ({ text, href: null }))]),
        ...(counted.length === 0 ? [] : [row('All', counted, {})]),
      ],
      empty: 'No child is on its roll today. Children would stand here by school year once its roll has come in.',
    },
  ]
}

export const schoolPart: SchoolPart = { sections }
