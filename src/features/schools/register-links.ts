import { openCsv } from '../../ground/csv.ts'
import type { ByteStream } from '../../ground/file-refused.ts'
import type { Day } from '../../rulebook/days.ts'
import { readDay } from '../../rulebook/read-day.ts'
import { type RegisterProblem, requireColumns, severityOf } from './register-problems.ts'

/** One link of the register: `link_urn` is the predecessor or successor of `urn`. */
export interface RegisterLink {
  urn: number
  link_urn: number
  link_name: string | null
  /** As the register words it: Predecessor, Successor - merged, Sixth Form Centre Link … */
  link_type: string
  direction: 'predecessor' | 'successor' | null
  established_on: Day | null
}

/**
 * The links between schools of the national register (GIAS `links_edubasealldata*.csv`). Throws FileRefused for a file
 * without the columns of a link. Source: rulebook §11.4.
 */
export async function* readLinks(stream: ByteStream): AsyncGenerator<RegisterLink | RegisterProblem> {
  const table = await openCsv(stream)
  await requireColumns(table, ['URN', 'LinkURN', 'LinkType'], 'the links file of the national register of schools')
  for await (const row of table.rows) {
    if ('cells' in row) yield* readLink(row.cells, row.line)
    else yield { line: row.line, severity: severityOf(row.scope), problem: row.problem }
  }
}

function* readLink(cells: Record<string, string>, line: number): Generator<RegisterLink | RegisterProblem> {
  const text = (column: string): string => cells[column]?.trim() ?? ''
  const wrong = ['URN', 'LinkURN'].find(column => !/^\d{5,7}$/.test(text(column)))
  if (wrong !== undefined) {
    const problem = `This link was left out: ${wrong} “${text(wrong)}” is not a number of six digits.`
    yield { line, severity: 'refused', problem }
    return
  }
  const established = text('LinkEstablishedDate')
  const read = established === '' ? undefined : readDay(established)
  if (read !== undefined && 'problem' in read)
    yield { line, severity: 'noted', problem: `The date is left empty: ${read.problem}` }
  const link_type = text('LinkType')
  yield {
    urn: Number(text('URN')),
    link_urn: Number(text('LinkURN')),
    link_name: text('LinkName') || null,
    link_type,
    direction: /^predecessor/i.test(link_type) ? 'predecessor' : /^successor/i.test(link_type) ? 'successor' : null,
    established_on: read !== undefined && 'day' in read ? read.day : null,
  }
}
