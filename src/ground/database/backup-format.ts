/** A table's rows in the file, in the order of `columns`; generated columns are left to be generated again. */
export interface BackupTable {
  schema: string
  name: string
  /** The partitioned table that the rows are put back through, or the table itself. */
  into: { schema: string; name: string }
  columns: string[]
  /** `text` where binary rows hold numbers of types, which differ from one database to the next. */
  format: 'binary' | 'text'
}

export interface BackupPartition {
  schema: string
  name: string
  parent: { schema: string; name: string }
  bound: string
  /** By what the partition is itself partitioned, or null. */
  key: string | null
}

export interface BackupSequence {
  schema: string
  name: string
  last_value: string
  is_called: boolean
}

/** What the file says of itself before its rows. `migration` is the number of the newest migration that was applied. */
export interface BackupHeader {
  made_at: string
  server: string
  migration: number
  migrations: { number: number; checksum: string }[]
  tables: BackupTable[]
  partitions: BackupPartition[]
  sequences: BackupSequence[]
}

/** What a backup or a restore did. */
export interface BackupReport {
  migration: number
  tables: number
  rows: number
  /** The size of the file. */
  bytes: number
}

export interface TableEnd {
  rows: number
  sha256: string
}

/*
 * The file: a line that names the format, then one zstd stream of frames. A frame is its kind (one letter), the length
 * of its content in bytes (four bytes, big end first) and its content:
 *   H  the header, as JSON
 *   D  a piece of a table's rows, as COPY gives them; tables follow in the header's order
 *   E  the table's end: its row count and the SHA-256 of its pieces
 *   Z  the file's end: the SHA-256 of every frame before it
 */
export const FIRST_LINE = 'ONROLL BACKUP 1\n'
export const FRAME_START_BYTES = 5
export const FRAME_LIMIT_BYTES = 64 * 1024 * 1024
type Kind = 'H' | 'D' | 'E' | 'Z'

/** One frame, whole. */
export function frame(kind: Kind, content: Buffer): Buffer {
  const start = Buffer.alloc(FRAME_START_BYTES)
  start.write(kind, 0, 'latin1')
  start.writeUInt32BE(content.length, 1)
  return Buffer.concat([start, content])
}
