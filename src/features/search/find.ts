import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, makeUpn } from '../../rulebook/index.ts'
import { nameWords, wordsNeeded } from './name-words.ts'
import type { Asked, BornAsked } from './understand.ts'

/** The most that one search finds. */
export const mostFound = 500

/** How a word that was typed agrees with a part of a child's name. */
export interface Agreement {
  /** Which of the typed words, from 0. */
  at: number
  how: 'exact' | 'begins' | 'near' | 'sound' | 'short' | 'alike' | 'form'
  part: 'forename' | 'surname'
  kind: 'legal' | 'preferred' | 'middle' | 'former'
  /** The part of the name, folded. */
  token: string
}

/** A child who was found, and by what. */
export interface Hit {
  person_id: string
  agreed: readonly Agreement[]
  /** In words, when it was not by name. */
  why: string | null
}

/** Children found by what was typed, the likeliest first: at most `mostFound` and one. All are within the reader's reach. */
export async function findChildren(tx: Read, asked: Asked, on: Day): Promise<Hit[]> {
  if (asked.kind === 'nothing') return []
  if (asked.kind === 'upn') return byIdentifier(tx, ['upn', 'former_upn'], upnsLike(asked.body))
  if (asked.kind === 'number') return byIdentifier(tx, ['nhs_number', 'uln'], [asked.value])
  const among = await narrowedTo(tx, asked, on)
  if (among?.length === 0) return []
  if (asked.words.length > 0) return byName(tx, asked.words, among, asked.born)
  if (asked.left_out.length > 0) return []
  return byRest(tx, asked, among)
}

/** A UPN under every check letter: one is right, and any other may have been written down. */
const upnsLike = (body: string): string[] => {
  try {
    makeUpn(body)
  } catch {
    return []
  }
  return [...'ABCDEFGHJKLMNPQRTUVWXYZ'].map(letter => letter + body)
}

async function byIdentifier(tx: Read, kinds: readonly string[], values: readonly string[]): Promise<Hit[]> {
  if (values.length === 0) return []
  const { rows } = await sql<{ person_id: string; kind: string; value: string }>`
    SELECT DISTINCT ON (r.person_id) r.person_id, f.kind, f.value FROM identifier_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
    WHERE f.authority_id = (SELECT identity.authority()) AND f.kind = ANY(${kinds}::text[]) AND f.value = ANY(${values}::text[]) AND f.retracted_at IS NULL
    ORDER BY r.person_id, f.kind = 'former_upn', f.ends_on IS NOT NULL LIMIT ${sql.lit(mostFound + 1)}`.execute(tx)
  const says: Record<string, string> = { nhs_number: 'NHS number', uln: 'ULN' }
  return rows.map(({ person_id, kind, value }) => ({
    person_id,
    agreed: [],
    why: says[kind] ?? `${kind === 'former_upn' ? 'Former UPN' : 'UPN'} ${value}`,
  }))
}

/** The children that postcode and school leave; null when neither was asked for. */
async function narrowedTo(tx: Read, asked: Asked & { kind: 'child' }, on: Day): Promise<string[] | null> {
  const { postcode } = asked
  const lists: string[][] = []
  if (postcode) {
    const end = postcode.whole ? '' : '\u{10ffff}'
    // Of a district: the key is the district and three characters more, since NG7 is not NG70.
    const long = postcode.whole ? sql`` : sql`AND length(f.postcode_key) = ${postcode.key.length + 3}`
    const { rows } = await sql<{ person_id: string }>`
      SELECT DISTINCT r.person_id FROM address_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
      WHERE f.authority_id = (SELECT identity.authority()) AND f.retracted_at IS NULL
        AND f.postcode_key >= ${postcode.key} AND f.postcode_key <= ${postcode.key + end} ${long} LIMIT 20000`.execute(
      tx,
    )
    lists.push(rows.map(row => row.person_id))
  }
  if (asked.school !== null) {
    const urns = await schoolsNamed(tx, asked.school)
    const { rows } = await sql<{ person_id: string }>`
      SELECT s.person_id FROM child_state s WHERE s.authority_id = (SELECT identity.authority()) AND s.school_urn = ANY(${urns}::integer[])
        AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on}) LIMIT 20000`.execute(tx)
    lists.push(rows.map(row => row.person_id))
  }
  const [first, second] = lists
  if (!first || !second) return first ?? null
  const both = new Set(second)
  return first.filter(id => both.has(id))
}

/** Schools of the register whose name holds each of the words, those of the area first. */
export async function schoolsNamed(tx: Read, text: string): Promise<number[]> {
  return (await schoolsHolding(tx, text, 5)).map(school => school.urn)
}

export interface SchoolFound {
  urn: number
  name: string
  town: string | null
}

export async function schoolsHolding(tx: Read, text: string, limit: number): Promise<SchoolFound[]> {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}\s]/gu, '')
    .split(/\s+/)
    .filter(Boolean)
  if (words.join('').length < 4) return []
  const holding = words.map(word => sql`AND k.name_key LIKE ${`%${word}%`}`)
  const { rows } = await sql<SchoolFound>`
    SELECT k.urn, k.name, k.town FROM school k
    WHERE true ${sql.join(holding, sql` `)} AND k.status IN ('open', 'open_proposed_to_close')
    ORDER BY k.la_code IS DISTINCT FROM (SELECT code FROM authority WHERE id = (SELECT identity.authority())), k.name_key, k.urn LIMIT ${sql.lit(limit)}`.execute(
    tx,
  )
  return rows
}

async function byName(
  tx: Read,
  words: readonly string[],
  among: readonly string[] | null,
  born: BornAsked | null,
): Promise<Hit[]> {
  const { rows } = await sql<{ person_id: string; agreed: string[] }>`
    SELECT f.person_id, f.agreed FROM find_by_name(${JSON.stringify(nameWords(words))}::jsonb, ${wordsNeeded(words.length)}, ${among}::uuid[],
      ${born?.from ?? null}::date, ${born?.to ?? null}::date, ${mostFound + 1}) f`.execute(tx)
  return rows.map(({ person_id, agreed }) => ({ person_id, agreed: agreed.map(agreement), why: null }))
}

function agreement(text: string): Agreement {
  const [at, how, part, kind, ...token] = text.split(' ')
  return { at: Number(at), how, part, kind, token: token.join(' ') } as Agreement
}

/** By birth date, postcode or school alone. */
async function byRest(tx: Read, asked: Asked & { kind: 'child' }, among: readonly string[] | null): Promise<Hit[]> {
  const { born, postcode } = asked
  const parts: RawBuilder<unknown>[] = []
  if (born) parts.push(sql`AND born_on BETWEEN ${born.from} AND ${born.to}`)
  if (among) parts.push(sql`AND person_id = ANY(${among}::uuid[])`)
  const { rows } = await sql<{ person_id: string }>`
    SELECT person_id FROM child_summary WHERE authority_id = (SELECT identity.authority()) ${sql.join(parts, sql` `)} LIMIT ${sql.lit(mostFound + 1)}`.execute(
    tx,
  )
  const why = [
    ...(born ? [`Born ${born.said}`] : []),
    ...(postcode ? [`An address ${postcode.whole ? 'at' : 'in'} ${postcode.said}`] : []),
    ...(asked.school === null ? [] : ['On the roll of the school']),
  ].join('. ')
  return rows.map(({ person_id }) => ({ person_id, agreed: [], why }))
}
