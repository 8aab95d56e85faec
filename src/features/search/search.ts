import type { Read } from '../../ground/database/door.ts'
import type { Identity } from '../../ground/database/identity.ts'
import { childLine, childRows } from '../children/index.ts'
import { explain } from './explain.ts'
import { findChildren, type Hit, mostFound } from './find.ts'
import { areasOf, namesOf, readable } from './shown.ts'
import { type Asked, understand } from './understand.ts'

/** The most on one page. */
export const pageSize = 20

export type FoundLine = ReturnType<typeof childLine> & { area: string; why: string[] }

export interface Found {
  asked: Asked
  /** How many were found; `more` says that there are more than are counted. */
  count: number
  more: boolean
  /** The place of the first line among them, from 0. */
  from: number
  lines: FoundLine[]
  /** Nobody fitted the birth date, postcode or school beside the name: these are found by the name alone. */
  widened: boolean
}

/** Finds children by what was typed into the one box, and gives one page of them, each with why. */
export async function searchChildren(
  tx: Read,
  typed: string,
  from: number,
  { today }: Pick<Identity, 'today'>,
): Promise<Found> {
  const asked = understand(typed, today)
  let hits = await readable(tx, await findChildren(tx, asked, today))
  const narrowed =
    asked.kind === 'child' && asked.words.length > 0 && (asked.born ?? asked.postcode ?? asked.school) !== null
  const widened = narrowed && hits.length === 0
  if (widened)
    hits = await readable(tx, await findChildren(tx, { ...asked, born: null, postcode: null, school: null }, today))
  const page = hits.slice(from, Math.min(from + pageSize, mostFound))
  return {
    ...{ asked, from, widened: widened && hits.length > 0 },
    count: Math.min(hits.length, mostFound),
    more: hits.length > mostFound,
    lines: await linesOf(tx, asked, page, today),
  }
}

async function linesOf(tx: Read, asked: Asked, page: readonly Hit[], today: Identity['today']): Promise<FoundLine[]> {
  const ids = page.map(hit => hit.person_id)
  const typed = asked.kind === 'child' ? asked.words : []
  const rows = await childRows(tx, ids, today)
  const names = typed.length > 0 ? await namesOf(tx, ids) : new Map()
  const areas = await areasOf(tx, ids, today)
  const found = new Map(page.map(hit => [hit.person_id, hit]))
  return rows.map(row => {
    const hit = found.get(row.id)
    const why = hit?.why ? [hit.why] : explain(typed, hit?.agreed ?? [], names.get(row.id) ?? [], row)
    return { ...childLine(row, today), area: areas.get(row.id) ?? '', why }
  })
}
