import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, formatDay } from '../../rulebook/index.ts'
import { familyOn, othersAtHome } from '../family/index.ts'
import { fieldWords } from './codes.ts'
import type { Evidence } from './runs.ts'

/** What the sources say of one field of each of two children, beside each other. */
export interface FieldBesides {
  field: string
  low: SaidLine[]
  high: SaidLine[]
  /** `same`: at least one thing is said of both; `differs`: of both something, and nothing the same; `one`: of one only. */
  how: 'same' | 'differs' | 'one'
  weight: string | null
  sentence: string | null
}

interface SaidLine {
  said: string
  by: string
  /** Said of the other as well. */
  shared: boolean
}

interface SaidRow {
  person_id: string
  field: string
  value: string
  by: string
}

/** The fields as they stand under one another. */
const order = [
  'name',
  'former_name',
  'born',
  'sex',
  'upn',
  'former_upn',
  'nhs_number',
  'uln',
  'address',
  'contact',
  'school',
] as const
const words: Record<(typeof order)[number], string> = {
  name: 'Name',
  former_name: 'Former name',
  born: 'Date of birth',
  sex: 'Sex',
  upn: 'UPN',
  former_upn: 'Former UPN',
  nhs_number: 'NHS number',
  uln: 'ULN',
  address: 'Address',
  contact: 'Contact',
  school: 'School',
}
/** Which of a run's fields speak of each of ours. */
const evidenceOf: Record<string, string> = {
  forename: 'name',
  surname: 'name',
  middle_names: 'name',
  name: 'name',
  born_on: 'born',
  postcode: 'address',
  phone: 'contact',
  email: 'contact',
}

/** What the sources say of two children, as far as whoever asks may see it. */
export async function besides(
  tx: Read,
  low: string,
  high: string,
  evidence: readonly Evidence[],
): Promise<FieldBesides[]> {
  const { rows } = await sql<SaidRow>`
    WITH mine AS MATERIALIZED (SELECT id, person_id FROM record WHERE authority_id = (SELECT identity.authority()) AND person_id IN (${low}, ${high})),
    said AS (
      SELECT f.record_id, f.source, CASE WHEN f.kind = 'former' OR f.ends_on IS NOT NULL THEN 'former_name' ELSE 'name' END AS field, concat_ws(' ', f.forename, f.middle_names, f.surname) AS value
        FROM name_fact f WHERE f.record_id = ANY (ARRAY(SELECT id FROM mine)) AND f.retracted_at IS NULL
      UNION ALL SELECT f.record_id, f.source, 'born', f.born_on::text FROM birth_fact f WHERE f.record_id = ANY (ARRAY(SELECT id FROM mine)) AND f.retracted_at IS NULL AND f.born_on IS NOT NULL
      UNION ALL SELECT f.record_id, f.source, 'sex', CASE f.sex WHEN 'F' THEN 'Female' ELSE 'Male' END FROM birth_fact f WHERE f.record_id = ANY (ARRAY(SELECT id FROM mine)) AND f.retracted_at IS NULL AND f.sex <> 'U'
      UNION ALL SELECT f.record_id, f.source, f.kind, f.value FROM identifier_fact f WHERE f.record_id = ANY (ARRAY(SELECT id FROM mine)) AND f.retracted_at IS NULL AND f.kind <> 'council_id'
      UNION ALL SELECT f.record_id, f.source, 'address', concat_ws(', ', f.line_1, f.line_2, f.town, f.postcode) || CASE WHEN f.ends_on IS NULL THEN '' ELSE ' (before)' END FROM address_fact f
        WHERE f.record_id = ANY (ARRAY(SELECT id FROM mine)) AND f.retracted_at IS NULL AND num_nonnulls(f.line_1, f.postcode) > 0
      UNION ALL SELECT f.record_id, f.source, 'contact', concat_ws(', ', f.name, f.phone, f.email) FROM contact_fact f WHERE f.record_id = ANY (ARRAY(SELECT id FROM mine)) AND f.retracted_at IS NULL AND f.ends_on IS NULL
      UNION ALL SELECT f.record_id, f.source, 'school', coalesce(k.name, 'A school that is not named') || CASE WHEN f.ends_on IS NULL THEN '' ELSE ' (left)' END FROM enrolment_fact f LEFT JOIN school k ON k.urn = f.school_urn
        WHERE f.record_id = ANY (ARRAY(SELECT id FROM mine)) AND f.retracted_at IS NULL)
    SELECT m.person_id, s.field, s.value, string_agg(DISTINCT k.name, ', ' ORDER BY k.name) AS by FROM said s JOIN mine m ON m.id = s.record_id JOIN source_kind k ON k.code = s.source
    GROUP BY m.person_id, s.field, s.value ORDER BY s.field, s.value LIMIT 400`.execute(tx)
  const of = (person_id: string, field: string) =>
    rows.filter(row => row.person_id === person_id && row.field === field)
  return order.flatMap(field => {
    const [ofLow, ofHigh] = [of(low, field), of(high, field)]
    if (ofLow.length + ofHigh.length === 0) return []
    const lines = (mine: SaidRow[], theirs: SaidRow[]) =>
      mine.map(({ value, by }) => ({
        said: field === 'born' ? formatDay(value as Day) : value,
        by,
        shared: theirs.some(row => alike(row.value) === alike(value)),
      }))
    const [a, b] = [lines(ofLow, ofHigh), lines(ofHigh, ofLow)]
    const how = a.length === 0 || b.length === 0 ? 'one' : a.some(line => line.shared) ? 'same' : 'differs'
    const spoke = evidence.filter(one => (evidenceOf[one.field] ?? one.field) === field)
    return [
      {
        ...{ field: words[field], low: a, high: b, how },
        weight: spoke.length === 0 ? null : weightText(spoke.reduce((sum, one) => sum + one.weight, 0)),
        sentence: spoke.length === 0 ? null : asSentence(spoke.map(one => one.sentence)),
      },
    ]
  })
}

/** What a run said of fields, as one sentence. */
export const asSentence = (said: readonly string[]): string =>
  `${said.join('; ').replace(/^./, first => first.toUpperCase())}.`

const alike = (value: string): string => value.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** How much a field speaks for one child or for two, in words: the weight is in bits. Source of the bounds: none; they are ours. */
export function weightText(weight: number): string {
  const strength = Math.abs(weight) >= 7 ? 'strongly ' : Math.abs(weight) < 2 ? 'weakly ' : ''
  if (Math.abs(weight) < 0.25) return 'speaks for neither (0)'
  const number = `${weight > 0 ? '+' : '−'}${Math.abs(weight).toFixed(1)}`
  return weight > 0 ? `speaks ${strength}for one child (${number})` : `speaks ${strength}for two children (${number})`
}

/** What a run said of fields that stand under no heading of ours. */
export const restOfEvidence = (evidence: readonly Evidence[]): { field: string; weight: string; sentence: string }[] =>
  evidence
    .filter(one => !order.some(field => field === (evidenceOf[one.field] ?? one.field)))
    .map(one => ({
      field: fieldWords[one.field] ?? one.field.replace(/^./, first => first.toUpperCase()).replaceAll('_', ' '),
      weight: weightText(one.weight),
      sentence: asSentence([one.sentence]),
    }))

/** A brother, a sister or somebody else at home, beside a child of a pair: a twin is what two records are most easily taken for. */
export interface Beside {
  id: string
  known_as: string
  born: string
  how: string
  is_the_other: boolean
}

/** Who is recorded as a brother or sister, and who else is at home by the lists. Protected sources tie nobody to anybody. */
export async function siblingsBeside(tx: Read, person_id: string, other_id: string, on: Day): Promise<Beside[]> {
  const recorded = (await familyOn(tx, person_id, on)).flatMap(row =>
    row.other_person_id !== null && row.other_known_as !== null && ['sibling', 'half_sibling'].includes(row.kind)
      ? [
          {
            id: row.other_person_id,
            known_as: row.other_known_as,
            born_on: row.other_born_on,
            how: 'Recorded as brother or sister',
          },
        ]
      : [],
  )
  const home = (await othersAtHome(tx, person_id, on, 20)).map(row => ({
    ...row,
    how: row.same_surname ? 'Same home, same surname' : 'Same home',
  }))
  const known = new Set(recorded.map(one => one.id))
  return [...recorded, ...home.filter(one => !known.has(one.id))].map(({ id, known_as, born_on, how }) => ({
    ...{ id, known_as, how, born: born_on ? formatDay(born_on) : 'Not known' },
    is_the_other: id === other_id,
  }))
}
