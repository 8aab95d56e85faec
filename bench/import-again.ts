import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { from as copyFrom } from 'pg-copy-streams'
import { workOf } from '../county/load.ts'
import { addAddresses, bringIn, checkList, commitList, sourceNamed } from '../src/features/lists/index.ts'
import { openCsv } from '../src/ground/csv.ts'
import { discard } from '../src/ground/peek.ts'
import { addDays, asDay } from '../src/rulebook/index.ts'
import type { BenchCounty } from './bench-county.ts'
import { amount, type Measured, rate } from './measure.ts'

/** One row in so many says something else than before: about what changes on a roll from one month to the next. */
const changedOneIn = 50

/**
 * The newest roll of all schools once more, as it would come next month: one row in fifty has another forename. Checked, matched
 * on identifiers, committed, children worked out, audited; beside a bare COPY of the same files, its addresses too, into tables without an index.
 */
export async function benchImport(county: BenchCounty): Promise<Measured[]> {
  const { folder, roll, database } = county
  // Other rows each time, so that a county that is kept is told something new by every run: what counts is how many runs were before.
  const { rows: before } = await database.superuser.query<{ lists: number }>(
    `SELECT count(*)::integer AS lists FROM import i JOIN source s ON s.authority_id = i.authority_id AND s.id = i.source_id
     WHERE s.name = $1 AND i.as_at > $2::date`,
    [roll.source_name, roll.as_at],
  )
  const file = join(tmpdir(), `onroll-again-${process.pid}.csv`)
  try {
    const rows = await writeAgain(join(folder, roll.path), file, before[0]?.lists ?? 0)
    return await bringInAgain(county, file, rows)
  } finally {
    rmSync(file, { force: true })
  }
}

/** Writes a roll as it would come next: what an earlier run changed stays so, and the next fiftieth part changes. Kept in a file: what the measured program holds in memory is its own. @returns how many rows. */
async function writeAgain(from: string, to: string, lists: number): Promise<number> {
  const table = await openCsv(createReadStream(from))
  const at = table.headers.findIndex(header => header.toLowerCase() === 'forename')
  let rows = 0
  async function* lines() {
    yield line(table.headers)
    for await (const row of table.rows) {
      if (!('cells' in row)) continue
      const values = Object.values(row.cells)
      values[at] =
        `${values[at]}${'e'.repeat(Math.max(0, Math.floor((lists - (rows % changedOneIn)) / changedOneIn) + 1))}`
      rows += 1
      yield line(values)
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(to))
  return rows
}

const line = (values: readonly string[]) => `${values.map(cell).join(',')}\n`
/** As the lists of the county are written: in quotation marks where it must be. */
const cell = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

async function bringInAgain(county: BenchCounty, file: string, rows: number): Promise<Measured[]> {
  const { engine, folder, roll, database } = county
  const copied = await copyRate(county, [file, ...(roll.with ? [join(folder, roll.with)] : [])], rows)
  const actor = { authority_id: engine.authority_id, account_id: county.officer }
  const work = workOf(database.door, engine)
  const began = performance.now()
  const id = await work.write('list brought in', async tx => {
    const source_id = await sourceNamed(tx, actor, { kind: 'school_roll', name: roll.source_name, school_urn: null })
    const { last } = await tx
      .selectFrom('import')
      .where('source_id', '=', source_id)
      .select(({ fn }) => fn.max('as_at').as('last'))
      .executeTakeFirstOrThrow()
    // The day after the newest list: every run is told something newer.
    const brought = {
      source_id,
      as_at: addDays(asDay(String(last)), 1),
      school_urn: null,
      media_type: 'text/csv',
      most: 2 ** 31,
    }
    const stream = createReadStream(file)
    const { id } = await bringIn(tx, actor, { ...brought, file_name: 'pupilonroll.csv', stream })
    if (roll.with)
      await addAddresses(tx, actor, id, {
        ...{ ...brought, file_name: 'addressesonroll.csv', stream: createReadStream(join(folder, roll.with)) },
      })
    return id
  })
  await checkList(work, id)
  const checked = performance.now()
  await work.write('list commit asked for', tx =>
    sql`UPDATE import SET state = 'committing', committed_by = ${actor.account_id} WHERE id = ${id}`.execute(tx),
  )
  await commitList(work, id)
  const ended = performance.now()
  const of = amount(rows, 'rows')
  const whole = (rows * 1000) / (ended - began)
  return [
    {
      what: 'a bare COPY of a roll and its addresses',
      of,
      figure: `${Math.round(copied).toLocaleString('en-GB')} rows/s`,
    },
    { what: 'the roll again: kept, read, checked, matched', of, figure: rate(rows, checked - began, 'rows') },
    { what: 'the roll again: committed, worked out', of, figure: rate(rows, ended - checked, 'rows') },
    {
      what: 'the roll again, all of it',
      of,
      figure: `${Math.round(whole).toLocaleString('en-GB')} rows/s, 1/${(copied / whole).toFixed(1)} of COPY`,
    },
  ]
}

/** Rows of a roll a second of COPY of it and of what comes with it, each file into a table of text columns. */
async function copyRate({ database }: BenchCounty, files: readonly string[], rows: number): Promise<number> {
  const client = database.superuser
  let spent = 0
  for (const file of files) {
    const { headers, rows: read } = await openCsv(createReadStream(file))
    await discard(read)
    const names = headers.map((_, i) => `c${i} text`).join(', ')
    await client.query(`DROP TABLE IF EXISTS bench_copy; CREATE TABLE bench_copy (${names})`)
    const began = performance.now()
    await pipeline(createReadStream(file), client.query(copyFrom('COPY bench_copy FROM STDIN (FORMAT csv, HEADER)')))
    spent += performance.now() - began
  }
  await client.query('DROP TABLE bench_copy')
  return (rows * 1000) / spent
}
