import { FileRefused } from '../../ground/file-refused.ts'
import type { ReadRow } from './list-file.ts'

/** The rows of a file up to where it stops being readable; the refusal comes as the last row. */
export async function* untilRefused(rows: AsyncIterable<ReadRow>): AsyncGenerator<ReadRow> {
  let line = 1
  let read = 0
  try {
    for await (const row of rows) {
      line = row.line
      read += 1
      yield row
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    yield { line: refusedLine(error) ?? line, problem: error.message, scope: 'end' }
    return
  }
  if (read === 0) yield { line, problem: 'This file holds no children. Have it exported again.', scope: 'end' }
}

function refusedLine(error: FileRefused): number | undefined {
  const line = /^Line (\d+):/.exec(error.message)?.[1]
  return line === undefined ? undefined : Number(line)
}
