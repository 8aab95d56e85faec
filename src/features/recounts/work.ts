import { sql } from 'kysely'
import { goByIndex } from '../../ground/database/by-index.ts'
import type { Read, Write } from '../../ground/database/door.ts'
import { type JobContext, type JobKind, WorkRefused } from '../../ground/jobs/work.ts'
import type { Look } from '../../ground/look.ts'
import { evaluate } from '../../rulebook/index.ts'
import { calendarsForReading, loadFacts } from '../children/index.ts'
import type { Choosable } from './codes.ts'
import { type Definitions, readDefinitions } from './definitions.ts'
import { keepPlaces } from './keep.ts'
import { type Counting, placesOf } from './tally.ts'

export const recountKind = 'recount'

/** Children to a transaction. */
const batch = 1000

type Work = Pick<JobContext, 'read' | 'write' | 'progress'>

interface AtWork extends Counting, Pick<Definitions, 'rules_version' | 'calendars_version'> {
  id: string
  known_at: Date
  policies: string[]
  policy_versions: string[]
  reached: string | null
  looked_at: number
  counted_at: Date | null
}

/**
 * Counts what a recount asks, so many children to a transaction in the order of their ids. Each keeps its sums with how far it
 * came, so that work begun again half-way goes on there and ends the same.
 */
export async function countAll(work: Work, recount_id: string, size = batch): Promise<void> {
  const total = await work.read('children to recount counted', tx => peopleOf(tx, recount_id))
  for (;;) {
    const done = await work.write('children recounted', (tx, look) => countSome(tx, recount_id, size, look))
    if (done === null) return
    const whole = Math.max(total, done)
    const sentence = `${done.toLocaleString('en-GB')} of ${whole.toLocaleString('en-GB')} children counted`
    await work.progress({ done, total: whole, sentence })
  }
}

/** @returns how many were looked at so far; null when none was left. */
async function countSome(tx: Write, recount_id: string, size: number, look: Look): Promise<number | null> {
  // Two workers at one recount go one after the other.
  await sql`SELECT pg_advisory_xact_lock(hashtext(${`${recountKind} ${recount_id}`}))`.execute(tx)
  const recount = await atWork(tx, recount_id)
  if (recount.counted_at !== null) return null
  const { sides } = await sameDefinitions(tx, recount)
  await goByIndex(tx)
  const ids = await nextPeople(tx, recount, size)
  const last = ids.at(-1)
  if (last === undefined) {
    await tx.updateTable('recount').set({ counted_at: sql<Date>`now()` }).where('id', '=', recount_id).execute()
    return null
  }
  // A seal that is put on meanwhile waits for the batch, and finds its children in the numbers.
  await sql`SELECT FROM person WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR KEY SHARE`.execute(tx)
  const calendars = await calendarsForReading(tx, recount.known_at)
  const placed = (await loadFacts(tx, ids, recount.known_at)).flatMap(child =>
    placesOf(
      child,
      sides.map(({ policies }) => evaluate(child.facts, { policies }, calendars, recount.on_day)),
      recount,
    ),
  )
  await keepPlaces(tx, recount_id, placed)
  const ours = placed.filter(({ cell, sides }) => cell.what === 'state' && sides !== 2)
  await sql`UPDATE recount SET reached = ${last}::uuid, looked_at = looked_at + ${ids.length},
    children = children + ${ours.filter(one => !one.sealed).length}, sealed_children = sealed_children + ${ours.filter(one => one.sealed).length}
    WHERE id = ${recount_id}::uuid`.execute(tx)
  look.saw(ids)
  return recount.looked_at + ids.length
}

async function atWork(tx: Read, recount_id: string): Promise<AtWork> {
  const found = await tx
    .selectFrom('recount')
    .where('id', '=', recount_id)
    .select(['id', 'on_day', 'known_at', 'counts', 'school_urn', 'compulsory_age', 'policies', 'policy_versions'])
    .select(['rules_version', 'calendars_version', 'reached', 'looked_at', 'counted_at'])
    .executeTakeFirst()
  if (!found) throw new WorkRefused('There is no such recount.')
  return { ...found, counts: found.counts as Choosable[] }
}

/** The definitions that the recount names, if they are still what they were when it was asked for. Throws WorkRefused. */
async function sameDefinitions(tx: Read, recount: AtWork): Promise<Definitions> {
  const now = await readDefinitions(tx, recount.policies, recount.known_at)
  const changed =
    now.rules_version !== recount.rules_version
      ? 'The rules'
      : now.calendars_version !== recount.calendars_version
        ? 'The calendars'
        : now.sides.some(({ version }, at) => version !== recount.policy_versions[at])
          ? 'The policies'
          : null
  if (changed !== null)
    throw new WorkRefused(
      `${changed} were changed since this was asked for, and a count must not be half of each. Ask for it anew.`,
    )
  return now
}

const among = ({ school_urn }: Pick<AtWork, 'school_urn'>) =>
  school_urn === null
    ? sql`true`
    : sql`id IN (SELECT r.person_id FROM enrolment_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id WHERE f.school_urn = ${school_urn})`

async function nextPeople(tx: Read, recount: AtWork, size: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM person
    WHERE ${recount.reached === null ? sql`true` : sql`id > ${recount.reached}::uuid`} AND ${among(recount)} ORDER BY id LIMIT ${sql.lit(size)}`.execute(
    tx,
  )
  return rows.map(row => row.id)
}

async function peopleOf(tx: Read, recount_id: string): Promise<number> {
  const recount = await atWork(tx, recount_id)
  const { rows } = await sql<{
    people: number
  }>`SELECT count(*)::integer AS people FROM person WHERE ${among(recount)}`.execute(tx)
  return rows[0]?.people ?? 0
}

export const recountJob: JobKind = {
  kind: recountKind,
  run: context => {
    if (context.subject_id === null) throw new WorkRefused('This work does not say which recount it is about.')
    return countAll(context, context.subject_id)
  },
}
