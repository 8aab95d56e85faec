import type { Child, Enrolment } from '../children.ts'
import { formerAddress, homeOn, lastHomeHere } from '../children.ts'
import type { Format, TextFile } from '../files.ts'
import { csvLine, openFile } from '../files.ts'
import type { Written } from '../noise.ts'
import type { NoiseColumn } from '../noise-table.ts'
import { NOISE } from '../noise-table.ts'
import type { Address } from '../places.ts'
import type { Random } from '../random.ts'

export type ListCode =
  | 'earlier_rolls'
  | 'earlier_neighbour_rolls'
  | 'earlier_independent_returns'
  | 'earlier_home_education'
  | 'previous_rolls'
  | 'rolls'
  | 'academy_roll'
  | 'special_school_roll'
  | 'lost_pupils'
  | 'neighbour_roll'
  | 'independent_return'
  | 'health'
  | 'protected_health'
  | 'council_tax'
  | 'admissions'
  | 'home_education'
  | 'social_care'

/** What a source knows of a child: where it believes the child to live and learn, and since when it has held that. */
export interface Holding {
  address: Address | null
  /** An address that the child has left and the source may still hold. */
  old: Address | null
  enrolment: Enrolment | null
  since: number | null
  /** The child has left, and the source has not noticed. */
  left: boolean
}

export interface Row extends Written {
  child: Child
  holding: Holding
  /** The row's place among the rows of its list, counted from 1. */
  nth: number
}

export interface ListWriter {
  /** Writes the row and returns the number of its line in the list's first file. */
  write(row: Row): number
  close(): void
}

export interface List {
  code: ListCode
  /** Of a list of an earlier year, the list of now of which it is: who is placed on that one stood on this one too. */
  earlier_of: ListCode | null
  /** The kind of list, as the importer names them. */
  kind: string
  source_name: string
  /** Files within the county's folder; the first holds the children. */
  paths: readonly [string, ...string[]]
  as_at: number
  school_urn: number | null
  /** A list whose very name must not be shown. */
  protected: boolean
  column: NoiseColumn
  /** For a CSV list of the source's own making; null where the format itself says what each value is. */
  mapping: Record<string, string> | null
  /** Lists out of one system share its mistakes: those with the same key write a child in the same way. */
  system(holding: Holding): string
  holds(child: Child, random: Random): Holding | null
  /** Further rows of the child: of a roll, the schools that the child has left since the roll before. */
  also?(child: Child, random: Random): Holding[]
  open(folder: string): ListWriter
}

/** A column: its header, what stands under it, and the field that an officer would choose for it. */
export type Column = readonly [header: string, value: (row: Row) => string, field?: string]

/** Which column fills which field: what the importer has to guess, or be told. */
export const mappingOf = (columns: readonly Column[]): Record<string, string> =>
  Object.fromEntries(columns.flatMap(([header, , field]) => (field === undefined ? [] : [[field, header]])))

/** A list that is one CSV file, from the headers of its source and what stands under each. */
export function csvWriter(path: string, format: Format, columns: readonly Column[]): ListWriter {
  const file: TextFile = openFile(path, format)
  const headers = columns.map(([header]) => header)
  file.line(csvLine(headers, format))
  return {
    write: row => {
      const values = columns.map(([, value]) => value(row))
      return file.line(csvLine(values, format))
    },
    close: () => file.close(),
  }
}

/** Share of the county's children who have moved away within the time in which sources still hold them. */
const MOVED_AWAY = 0.045

/**
 * The chance that a source still holds a child who has moved away, from the table's share of its rows, the share of all
 * children it rightly holds, and the share of those moved away who could be on it at all.
 */
export function stillHeld(column: NoiseColumn, rightly: number, could: number): number {
  const share = NOISE.left[column] / 100
  return Math.min(1, ((share / (1 - share)) * rightly) / (MOVED_AWAY * could))
}

export const NOTHING_MORE = { enrolment: null, since: null, left: false } as const

/** The child where they live on the day, with the address that they left; null for one who lives nowhere in reach. */
export function athome(child: Child, day: number): Holding | null {
  const home = homeOn(child, day)
  if (home === undefined) return null
  return { ...NOTHING_MORE, address: home.address, old: formerAddress(child, day), since: home.from }
}

/** One who has moved away, as a source holds them that has not noticed. */
export function departed(child: Child): Holding | null {
  const last = lastHomeHere(child)
  if (child.family.movement !== 'moved_away' || last === undefined) return null
  return { ...NOTHING_MORE, address: last.address, old: null, since: last.from, left: true }
}

export const postcode = (row: Row): string => row.address?.postcode ?? ''
export const line1 = (row: Row): string => row.address?.line_1 ?? ''
export const line2 = (row: Row): string => row.address?.line_2 ?? ''
export const town = (row: Row): string => row.address?.town ?? ''
export const wholeAddress = (row: Row): string =>
  [line1(row), line2(row), town(row)].filter(part => part !== '').join(', ')
export const dayOr = (write: (day: number) => string, day: number | null): string => (day === null ? '' : write(day))
