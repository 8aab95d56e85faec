import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { checkPostcode, checkUpn, type Day, foldName, readDay } from '../../rulebook/index.ts'
import type { ChildRow } from './queries.ts'

/** The most that a search shows: more than anybody reads. */
const most = 50

export interface Found {
  /** How the words were understood, in a sentence. */
  understood: string
  children: (ChildRow & { why: string })[]
  more: boolean
}

/**
 * Children within reach by UPN, date of birth, postcode or name. What the words look like decides; a name is looked for at
 * the beginning of forename and surname, in either order. A sealed record is not there at all for anyone not named on it.
 */
export async function searchChildren(tx: Read, words: string, on: Day): Promise<Found> {
  const text = words.trim().replaceAll(/\s+/g, ' ').slice(0, 200)
  const upn = checkUpn(text)
  const compact = text.replaceAll(' ', '').toUpperCase()
  if (/^[A-Z]\d{11}[0-9A-Z]$/.test(compact)) {
    const note = upn.valid ? '' : ', although its check letter is wrong'
    return found(
      tx,
      on,
      `Children with the UPN ${compact}${note}.`,
      'UPN',
      sql`
      SELECT r.person_id FROM identifier_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
      WHERE f.kind IN ('upn', 'former_upn') AND f.value = ${compact} AND f.retracted_at IS NULL`,
    )
  }
  if (/^\d{10}$/.test(compact)) {
    return found(
      tx,
      on,
      'Children with this NHS number or ULN.',
      'number',
      sql`
      SELECT r.person_id FROM identifier_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
      WHERE f.kind IN ('nhs_number', 'uln') AND f.value = ${compact} AND f.retracted_at IS NULL`,
    )
  }
  const day = readDay(text)
  if (/\d/.test(text) && 'day' in day) {
    return found(
      tx,
      on,
      'Children born on that day.',
      'date of birth',
      sql`SELECT person_id FROM child_summary WHERE born_on = ${day.day}`,
    )
  }
  const postcode = checkPostcode(text)
  if (postcode.valid) {
    const key = String(postcode.normalised).replaceAll(' ', '')
    return found(
      tx,
      on,
      `Children with an address at ${postcode.normalised}.`,
      'postcode',
      sql`
      SELECT r.person_id FROM address_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
      WHERE f.postcode_key = ${key} AND f.retracted_at IS NULL`,
    )
  }
  const parts = text
    .split(' ')
    .map(foldName)
    .filter(part => part !== '')
  if (parts.length === 0)
    return { understood: 'Type a name, a UPN, a date of birth or a postcode.', children: [], more: false }
  return found(
    tx,
    on,
    `Children whose name begins so: any name that any source gives.`,
    'name',
    sql`
    SELECT r.person_id FROM name_fact n JOIN record r ON r.authority_id = n.authority_id AND r.id = n.record_id
    WHERE n.retracted_at IS NULL AND (${sql.join(namedSo(parts), sql` OR `)}) LIMIT 500`,
  )
}

/** The ways in which words can be a forename and a surname, or the other way round: "Mary Ann Lee Jones" has three places to part. */
function namedSo(parts: readonly string[]) {
  // A range and not LIKE: PostgreSQL uses an index under row-level security only for what cannot leak a row.
  const begins = (column: 'forename_key' | 'surname_key', key: string) =>
    sql`(n.${sql.ref(column)} ~>=~ ${key} AND n.${sql.ref(column)} ~<~ ${`${key}\u{10ffff}`})`
  if (parts.length === 1) {
    const [only = ''] = parts
    return [begins('surname_key', only), begins('forename_key', only)]
  }
  return parts.slice(1, 6).flatMap((_, at) => {
    const [front, back] = [parts.slice(0, at + 1).join(''), parts.slice(at + 1).join('')]
    return [
      sql`(${begins('forename_key', front)} AND ${begins('surname_key', back)})`,
      sql`(${begins('surname_key', front)} AND ${begins('forename_key', back)})`,
    ]
  })
}

async function found(tx: Read, on: Day, understood: string, why: string, ids: ReturnType<typeof sql>): Promise<Found> {
  const { rows } = await sql<ChildRow>`
    SELECT c.person_id AS id, c.known_as, c.surname, c.forename, c.born_on, c.sex, c.upn, s.state, s.starts_on AS since, s.school_urn, k.name AS school_name, b.band
    FROM child_summary c
    LEFT JOIN child_state s ON s.authority_id = c.authority_id AND s.person_id = c.person_id AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on})
    LEFT JOIN child_band b ON b.authority_id = c.authority_id AND b.person_id = c.person_id AND b.starts_on <= ${on} AND (b.ends_on IS NULL OR b.ends_on > ${on})
    LEFT JOIN school k ON k.urn = s.school_urn
    WHERE c.person_id IN (${ids}) ORDER BY c.surname_key, c.forename_key, c.person_id LIMIT ${most + 1}`.execute(tx)
  return { understood, children: rows.slice(0, most).map(row => ({ ...row, why })), more: rows.length > most }
}
