import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export interface DuckLimits {
  /** Bytes as DuckDB writes them, such as `700MB`. */
  memory: string
  threads: number
  /** A folder of its own: erased when it is opened and when it is closed. */
  folder: string
}

/** An engine for the tables of one run. Nothing is fetched from the network, and nothing outlives it. */
export class Duck {
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #folder: string

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, folder: string) {
    this.#instance = instance
    this.#connection = connection
    this.#folder = folder
  }

  static async open({ memory, threads, folder }: DuckLimits): Promise<Duck> {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: memory,
      threads: String(threads),
      temp_directory: join(folder, 'spill'),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      preserve_insertion_order: 'true',
    })
    const connection = await instance.connect()
    // A join with a list of eight constants costs more than eight comparisons.
    await connection.run(`SET disabled_optimizers = 'in_clause'`)
    return new Duck(instance, connection, folder)
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql)
  }

  /** All rows of an answer, for answers of few rows. */
  async rows(sql: string): Promise<DuckDBValue[][]> {
    return (await this.#connection.runAndReadAll(sql)).getRows()
  }

  /** The one number of an answer of one row. */
  async number(sql: string): Promise<number> {
    return Number((await this.rows(sql))[0]?.[0] ?? 0)
  }

  /** Each row of an answer, however many, a few thousand held at once. */
  async each(sql: string, take: (row: readonly DuckDBValue[]) => void): Promise<void> {
    const result = await this.#connection.stream(sql)
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) return
      const columns = Array.from({ length: chunk.columnCount }, (_, at) => chunk.getColumnValues(at))
      for (let row = 0; row < chunk.rowCount; row += 1) take(columns.map(column => column[row] ?? null))
    }
  }

  /** The columns of an answer of whole numbers, each as an array of its own. */
  async columns(sql: string, count: number): Promise<Float64Array[]> {
    const parts: (readonly DuckDBValue[])[][] = Array.from({ length: count }, () => [])
    let length = 0
    const result = await this.#connection.stream(sql)
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) break
      for (let at = 0; at < count; at += 1) parts[at]?.push(chunk.getColumnValues(at))
      length += chunk.rowCount
    }
    return parts.map(chunks => {
      const whole = new Float64Array(length)
      let at = 0
      for (const values of chunks) for (const value of values) whole[at++] = Number(value)
      return whole
    })
  }

  /** Fills a table that was created with these columns, in order. `T` texts, `I` whole numbers; null where there is nothing. */
  async fill(table: string, kinds: readonly ('T' | 'I')[], rows: Iterable<readonly (string | number | null)[]>) {
    const appender = await this.#connection.createAppender(table)
    let count = 0
    for (const row of rows) {
      for (const [at, kind] of kinds.entries()) {
        const value = row[at] ?? null
        if (value === null) appender.appendNull()
        else if (kind === 'T') appender.appendVarchar(String(value))
        else appender.appendInteger(Number(value))
      }
      appender.endRow()
      count += 1
      if (count % 100_000 === 0) appender.flushSync()
    }
    appender.closeSync()
  }

  close(): void {
    this.#connection.closeSync()
    this.#instance.closeSync()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** A text as a literal of SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
/** A name as an identifier of SQL. */
export const named = (name: string): string => `"${name.replaceAll('"', '""')}"`
