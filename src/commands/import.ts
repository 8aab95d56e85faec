import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { sql } from 'kysely'
import { workOf } from '../../county/load.ts'
import { bringIn, checkList, commitList, importContext, mappingProblems, sourceNamed } from '../features/lists/index.ts'
import { WorkRefused } from '../ground/jobs/work.ts'
import { type Command, dayTyped, engineFor, Refusal, tell, today, typed, WrongUsage, withDatabase } from './command.ts'

interface Problem {
  line: number
  column: string
  severity: string
  reason: string
}

export const importCommand: Command = {
  name: 'import',
  usage:
    'import SOURCE FILE [--kind KIND] [--as-at DATE] [--school URN] [--addresses FILE] [--dry-run] [--authority NUMBER] [--json]',
  does: 'Brings in a list with the pages’ own checks, matching and commit; --dry-run stops at the preview.',
  more: `
SOURCE is the name of a source; a new one needs --kind: school_roll, neighbour_roll, independent_return, health, council_tax,
admissions, home_education, social_care or protected_placement. --as-at is the day on which the list was true (today when left out).
The JSON says rows read, accepted and refused with line, column and reason, new, matched and ambiguous.`,
  run: async words => {
    const text = { type: 'string' } as const
    const flag = { type: 'boolean' } as const
    const { values, positionals } = typed(
      words,
      { kind: text, 'as-at': text, school: text, addresses: text, 'dry-run': flag, authority: text, json: flag },
      { least: 2, most: 2 },
    )
    const [name = '', file = ''] = positionals
    if (!existsSync(file) || !statSync(file).isFile()) throw new Refusal(`There is no file ${file}.`)
    if (values.school !== undefined && !/^\d{6}$/.test(values.school))
      throw new WrongUsage('--school takes a URN of six digits.')
    const as_at = dayTyped(values['as-at'], '--as-at') ?? today()
    const school_urn = values.school === undefined ? null : Number(values.school)
    await withDatabase(async (connection, settings) => {
      const engine = await engineFor(connection, 'import', values.authority)
      const work = workOf(connection.door, engine, sentence => values.json || console.error(sentence))
      const actor = { authority_id: engine.authority_id, account_id: null }
      const brought = await work.write('list brought in', async tx => {
        const known = await tx.selectFrom('source').where('name', '=', name).select(['id', 'kind']).executeTakeFirst()
        const kind = values.kind ?? known?.kind
        if (kind === undefined) throw new WrongUsage(`There is no source called ${name} yet: say its --kind.`)
        const kinds = await tx.selectFrom('source_kind').select('code').where('code', '<>', 'council').execute()
        if (!kinds.some(one => one.code === kind)) throw new WrongUsage(`There is no kind of list ${kind}.`)
        const source_id = await sourceNamed(tx, actor, { kind, name, school_urn })
        const stream = createReadStream(file)
        return bringIn(tx, actor, {
          source_id,
          as_at,
          school_urn,
          file_name: basename(file),
          media_type: 'application/octet-stream',
          stream,
          most: settings.uploadLimit,
        })
      })
      const { id } = brought
      if (!brought.again) {
        const list = await work.read('list mapping guessed', tx => importContext(tx, id))
        const wrong =
          list.format === 'csv'
            ? mappingProblems(list.mapping, list.kind).filter(problem => problem.severity === 'refused')
            : []
        if (wrong.length > 0)
          throw new Refusal(
            `${wrong.map(problem => problem.reason).join('\n')}\nBring the list in on the pages, where its columns can be chosen.`,
          )
        await checkList(work, id)
        if (!values['dry-run']) {
          await work.write('list commit asked for', tx =>
            sql`UPDATE import SET state = 'committing' WHERE id = ${id} AND state = 'ready'`.execute(tx),
          )
          await commitList(work, id)
        }
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
        const { rows: problems } =
          await sql<Problem>`SELECT r.line, p->>'column' AS column, p->>'severity' AS severity, p->>'reason' AS reason
          FROM import_row r, jsonb_array_elements(r.problems) p WHERE r.import_id = ${id} ORDER BY r.line LIMIT 10000`.execute(
            tx,
          )
        return {
          import: id,
          state: row.state,
          again: brought.again,
          read: row.rows_read,
          accepted: row.rows_read - row.rows_refused,
          refused: row.rows_refused,
          flagged: row.rows_flagged,
          new: row.rows_new,
          matched: row.rows_matched,
          changed: row.rows_changed,
          ambiguous: row.rows_ambiguous,
          missing: row.missing,
          committed: row.rows_committed,
          problems,
        }
      })
      tell(
        values.json,
        report,
        `${report.again ? 'This very file came in before; nothing is changed.\n' : ''}${report.read} rows read, ${report.accepted} accepted, ${report.refused} refused, ${report.flagged} flagged; ` +
          `${report.new} new, ${report.matched} matched (${report.changed} changed), ${report.ambiguous} ambiguous, ${report.missing} missing since the last list; ${report.committed} committed.` +
          report.problems
            .filter(problem => problem.severity === 'refused')
            .slice(0, 20)
            .map(problem => `\n  line ${problem.line}, ${problem.column}: ${problem.reason}`)
            .join(''),
      )
    }).catch(problem => {
      if (problem instanceof WorkRefused) throw new Refusal(problem.message)
      throw problem
    })
  },
}
