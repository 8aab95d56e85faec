import { attendanceCodes } from './attendance-codes.ts'
import {
  boarderCodes,
  enrolmentStatusCodes,
  ethnicityCodes,
  senNeeds,
  senProvisions,
  sexCodes,
} from './census-codes.ts'
import { type CodeEntry, type CodeSet, type CodeSetVersion, stood, versionOn } from './code-set.ts'
import type { Day } from './days.ts'
import { exclusionCategories, exclusionReasons } from './exclusion-codes.ts'

/** Every set of codes that is held, with all its entries ever. Source: §2, §4.3, §11.5. */
export const codeSets: readonly CodeSet[] = [
  ...[attendanceCodes, exclusionCategories, exclusionReasons, senNeeds, senProvisions],
  ...[enrolmentStatusCodes, boarderCodes, ethnicityCodes, sexCodes],
]

/** A set as it stood on a day. `version` null and no entries: none is held for that day. */
export type CodeSetOn = {
  readonly id: string
  readonly title: string
  readonly version: CodeSetVersion | null
  readonly entries: readonly CodeEntry[]
}

/** All sets as they stood on a day, in the order of `codeSets`. */
export const codeSetsOn = (on: Day): CodeSetOn[] =>
  codeSets.map(set => {
    const version = versionOn(set, on) ?? null
    return { id: set.id, title: set.title, version, entries: set.entries.filter(entry => version && stood(entry, on)) }
  })
