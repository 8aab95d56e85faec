import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { FIELDS, type FieldCode, fieldOf } from './fields.ts'
import { foldHeader, guessMapping, type Mapping } from './mapping.ts'

/** An earlier list of a source: its columns, and what each was said to hold. */
export interface EarlierColumns {
  headers: readonly string[]
  mapping: Mapping
}

/**
 * What the columns of a list mean by what was said of earlier lists of its source, the newest first; of a field that none of them
 * had, by the columns' names. A column that was left out by hand stays out. To be shown and edited.
 */
export function rememberMapping(headers: readonly string[], earlier: readonly EarlierColumns[]): Mapping {
  const guessed = guessMapping(headers)
  const mapping: Mapping = {}
  const used = new Set<string>()
  const take = (code: FieldCode, header: string | undefined) => {
    if (header === undefined || used.has(header)) return
    mapping[code] = header
    used.add(header)
  }
  for (const { code } of FIELDS) take(code, rememberedColumn(code, headers, earlier))
  for (const { code } of FIELDS) {
    const header = guessed[code]
    const wasLeftOut = earlier.find(list => list.headers.includes(header ?? ''))
    if (mapping[code] === undefined && wasLeftOut === undefined) take(code, header)
  }
  return mapping
}

function rememberedColumn(
  code: FieldCode,
  headers: readonly string[],
  earlier: readonly EarlierColumns[],
): string | undefined {
  for (const { mapping } of earlier) {
    const held = mapping[code]
    if (held === undefined) continue
    const now =
      headers.find(header => header === held) ?? headers.find(header => foldHeader(header) === foldHeader(held))
    if (now !== undefined) return now
  }
  return undefined
}

/** How the columns differ from those of the list before, in sentences. */
export function columnDrift(
  headers: readonly string[],
  mapping: Mapping,
  before: EarlierColumns | undefined,
): string[] {
  if (before === undefined) return []
  const named = (names: readonly string[]) => names.map(name => `“${name}”`).join(', ')
  const fresh = headers.filter(header => !before.headers.includes(header))
  const gone = before.headers.filter(header => !headers.includes(header))
  const lost = FIELDS.filter(({ code }) => before.mapping[code] !== undefined && mapping[code] === undefined)
  return [
    ...(fresh.length > 0 ? [`Columns that the last list of this source did not have: ${named(fresh)}.`] : []),
    ...(gone.length > 0 ? [`Columns of the last list that this one has no more: ${named(gone)}.`] : []),
    ...lost.map(
      ({ code }) =>
        `${fieldOf(code).label} was in “${before.mapping[code]}” and is in no column now. Choose its column, or ask the sender for it.`,
    ),
  ]
}

/** Lists that are remembered: those of several years, and not of ever. */
const remembered = 12

/** The columns of the earlier lists of a source that were checked, the newest first. */
export async function earlierColumns(tx: Read, source_id: string): Promise<EarlierColumns[]> {
  const { rows } = await sql<{ headers: string[]; mapping: Mapping | null }>`
    SELECT headers, mapping FROM import WHERE source_id = ${source_id} AND headers IS NOT NULL AND state IN ('checking', 'ready', 'committing', 'committed')
    ORDER BY as_at DESC, brought_at DESC LIMIT ${sql.lit(remembered)}`.execute(tx)
  return rows.map(({ headers, mapping }) => ({ headers, mapping: mapping ?? {} }))
}
