import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { sql } from 'kysely'
import { workOf } from '../../county/load.ts'
import {
  addAddresses,
  bringIn,
  checkList,
  commitList,
  hasColumns,
  importContext,
  mappingProblems,
  SourceTaken,
  sourceNamed,
  withdraw,
} from '../features/lists/index.ts'
import { FileTooLarge } from '../ground/files.ts'
import { WorkRefused } from '../ground/jobs/work.ts'
import { type Command, dayTyped, Refusal, tell, today, typed, WrongUsage } from './command.ts'
import { engineFor, withDatabase } from './with-database.ts'

interface Problem {
  line: number
  column: string
  severity: string
  reason: string
}

export const importCommand: Command = {
  name: 'import',
  usage:
    'import SOURCE FILE [--kind KIND] [--as-at DATE] [--school URN] [--addresses FILE] [--dry-run] [--release REASON] [--authority NUMBER] [--json]',
  does: 'Brings in a list with the pages’ own checks, matching and commit; --dry-run stops at the preview.',
  more: `
SOURCE is the name of a source; a new one needs --kind: school_roll, neighbour_roll, independent_return, health, council_tax,
admissions, home_education or social_care (protected placements come in on the pages). --as-at is the day on which the list was true (today when left out).
A list that is unlike those of its source before it is held back until --release says why it is right all the same.
The JSON says rows read, accepted and refused with line, column and reason, new, matched and ambiguous.`,
  run: async words => {
    const text = { type: 'string' } as const
    const flag = { type: 'boolean' } as const
    const { values, positionals } = typed(
      words,
      {
        kind: text,
        'as-at': text,
        school: text,
        addresses: text,
        'dry-run': flag,
        release: text,
        authority: text,
        json: flag,
      },
      { least: 2, most: 2 },
    )
    const [name = '', file = ''] = positionals
    if (!existsSync(file) || !statSync(file).isFile()) throw new Refusal(`There is no file ${file}.`)
    if (values.school !== undefined && !/^\d{6}$/.test(values.school))
      throw new WrongUsage('--school takes a URN of six digits.')
    const as_at = dayTyped(values['as-at'], '--as-at') ?? today()
    if (as_at > today()) throw new WrongUsage('--as-at is a day that has come: the day on which the list was true.')
    const { addresses } = values
    if (addresses !== undefined && !existsSync(addresses)) throw new Refusal(`There is no file ${addresses}.`)
    const school_urn = values.school === undefined ? null : Number(values.school)
    await withDatabase(async (connection, settings) => {
      const engine = await engineFor(connection, 'import', values.authority)
      const work = workOf(connection.door, engine, sentence => values.json || console.error(sentence))
      const actor = { authority_id: engine.authority_id, account_id: null }
      const fileOf = (path: string) => ({
        file_name: basename(path),
        media_type: 'application/octet-stream',
        stream: createReadStream(path),
        most: settings.uploadLimit,
      })
      const brought = await work.write('list brought in', async tx => {
        const known = await tx.selectFrom('source').where('name', '=', name).select(['id', 'kind']).executeTakeFirst()
        const kind = values.kind ?? known?.kind
        if (kind === undefined) throw new WrongUsage(`There is no source called ${name} yet: say its --kind.`)
        const kinds = await tx
          .selectFrom('source_kind')
          .select(['code', 'protected'])
          .where('code', '<>', 'council')
          .execute()
        const meant = kinds.find(one => one.code === kind)
        if (!meant) throw new WrongUsage(`There is no kind of list ${kind}.`)
        // Its children are sealed from the first and held by whoever commits it, and a command is nobody.
        if (meant.protected)
          throw new Refusal(
            'A list of protected placements is brought in on the pages, by the officer who will hold its children.',
          )
        const source_id = await sourceNamed(tx, actor, { kind, name, school_urn })
        const made = await bringIn(tx, actor, { source_id, as_at, school_urn, ...fileOf(file) })
        if (addresses !== undefined && !made.again) await addAddresses(tx, actor, made.id, fileOf(addresses))
        return made
      })
      const { id } = brought
      const list = await work.read('list mapping guessed', tx => importContext(tx, id))
      const isNew = ['uploaded', 'mapped'].includes(list.state)
      if (isNew) {
        const wrong = hasColumns(list.format)
          ? mappingProblems(list.mapping, list).filter(problem => problem.severity === 'refused')
          : []
        if (wrong.length > 0)
          throw new Refusal(
            `${wrong.map(problem => problem.reason).join('\n')}\nBring the list in on the pages, where its columns can be chosen.`,
          )
        await checkList(work, id)
      }
      // The very file may wait for its commit since a preview: to import it is to say yes to that.
      if (!values['dry-run']) {
        const { held } = await work.read('list looked at', tx =>
          tx.selectFrom('import').where('id', '=', id).select('held').executeTakeFirstOrThrow(),
        )
        if (held.length > 0 && values.release === undefined)
          throw new Refusal(
            `The list is held back.\n${held.join('\n')}\nIf it is right all the same, say why: --release 'REASON'.`,
          )
        await work.write('list commit asked for', tx =>
          sql`UPDATE import SET state = 'committing', released_because = ${values.release ?? null}, version = version + 1 WHERE id = ${id} AND state = 'ready'`.execute(
            tx,
          ),
        )
        if (list.state !== 'committed') await commitList(work, id)
      }
      const report = await work.read('import reported', async tx => {
        const row = await tx
          .selectFrom('import')
          .where('id', '=', id)
          .select([
            'state',
            'rows_read',
            'rows_refused',
            'rows_flagged',
            'rows_new',
            'rows_matched',
            'rows_changed',
            'rows_ambiguous',
            'missing',
            'rows_committed',
          ])
          .executeTakeFirstOrThrow()
        const { twice = 0 } =
          (
            await sql<{
              twice: number
            }>`SELECT count(*) AS twice FROM import_row WHERE import_id = ${id} AND outcome = 'duplicate'`.execute(tx)
          ).rows[0] ?? {}
        const { rows: problems } =
          await sql<Problem>`SELECT r.line, p->>'column' AS column, p->>'severity' AS severity, p->>'reason' AS reason
          FROM import_row r, jsonb_array_elements(r.problems) p WHERE r.import_id = ${id} ORDER BY r.line LIMIT 10000`.execute(
            tx,
          )
        return {
          import: id,
          state: row.state,
          again: brought.again && list.state === 'committed',
          read: row.rows_read,
          accepted: row.rows_read - row.rows_refused,
          refused: row.rows_refused,
          flagged: row.rows_flagged,
          new: row.rows_new,
          matched: row.rows_matched,
          changed: row.rows_changed,
          ambiguous: row.rows_ambiguous,
          twice,
          missing: row.missing,
          committed: row.rows_committed,
          problems,
        }
      })
      // A trial leaves nothing behind that waits for somebody.
      if (values['dry-run'] && isNew)
        await work.write('list withdrawn after a trial', tx => withdraw(tx, { import_id: id, seen: null }))
      tell(
        values.json,
        report,
        `${report.again ? 'This very file came in before; nothing is changed.\n' : ''}${report.read} rows read, ${report.accepted} accepted, ${report.refused} refused, ${report.flagged} flagged; ` +
          `${report.new} new, ${report.matched} matched (${report.changed} changed), ${report.ambiguous} ambiguous, ${report.twice} twice in the list, ${report.missing} missing since the last list; ${report.committed} committed.` +
          report.problems
            .filter(problem => problem.severity === 'refused')
            .slice(0, 20)
            .map(problem => `\n  line ${problem.line}, ${problem.column}: ${problem.reason}`)
            .join(''),
      )
    }).catch(problem => {
      if ([WorkRefused, SourceTaken, FileTooLarge].some(kind => problem instanceof kind))
        throw new Refusal(problem.message)
      throw problem
    })
  },
}
