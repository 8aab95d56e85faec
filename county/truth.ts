import type { Child, TrueState } from './children.ts'
import { childId, enrolmentOn, formerAddress, homeOn, lastHomeHere } from './children.ts'
import type { County } from './county.ts'
import { iso } from './days.ts'
import { hasLeft } from './families.ts'
import { csvLine, openFile, PLAIN } from './files.ts'
import type { Trace } from './lists.ts'
import type { Story } from './planting.ts'
import { CARRIED } from './stories/carried.ts'

const CHILD_COLUMNS = [
  'child_id',
  'family_id',
  'forename',
  'middle_names',
  'surname',
  'other_surname',
  'sex',
  'born_on',
  'upn',
  'former_upn',
  'nhs_number',
  'council_id',
  'background',
  'several_spellings',
  'twin',
  'state',
  'listed_state',
  'school_urn',
  'postcode',
  'old_postcode',
  'other_postcode',
  'story',
] as const

const ROW_COLUMNS = ['child_id', 'list', 'file', 'line', 'faults'] as const

/** The truth of the county, child by child and row by row, written as the county grows. */
export interface TruthFiles {
  child(child: Child, state: TrueState, listed: TrueState): void
  row(child: Child, trace: Trace): void
  close(): void
}

export const TRUTH_CHILDREN = 'truth.csv'
export const TRUTH_ROWS = 'truth-rows.csv'

export function openTruth(county: County, folder: string): TruthFiles {
  const children = openFile(`${folder}/${TRUTH_CHILDREN}`, PLAIN)
  const rows = openFile(`${folder}/${TRUTH_ROWS}`, PLAIN)
  children.line(csvLine(CHILD_COLUMNS, PLAIN))
  rows.line(csvLine(ROW_COLUMNS, PLAIN))
  return {
    child: (child, state, listed) => {
      const values: Record<(typeof CHILD_COLUMNS)[number], string> = {
        child_id: childId(child),
        family_id: `F${String(child.family.number).padStart(6, '0')}`,
        forename: child.forename.text,
        middle_names: child.middle?.text ?? '',
        surname: child.surname.text,
        other_surname: child.other_surname.text,
        sex: child.sex,
        born_on: iso(child.born),
        upn: child.upn,
        former_upn: child.former_upn,
        nhs_number: child.nhs_number,
        council_id: child.council_id,
        background: child.family.background.code,
        several_spellings: child.family.background.several ? 'yes' : 'no',
        twin: child.twin ? 'yes' : 'no',
        state,
        listed_state: listed,
        school_urn: `${enrolmentOn(child, county.as_at)?.school.urn ?? ''}`,
        postcode:
          (hasLeft(child.family.movement) ? lastHomeHere(child) : (homeOn(child, county.as_at) ?? child.homes.at(-1)))
            ?.address.postcode ?? '',
        old_postcode: formerAddress(child, county.as_at)?.postcode ?? '',
        other_postcode: child.family.other_home?.postcode ?? '',
        story: child.lists === null ? '' : `${child.story}`,
      }
      children.line(csvLine(Object.values(values), PLAIN))
    },
    row: (child, { list, line, faults }) => {
      rows.line(csvLine([childId(child), list.code, list.paths[0], `${line}`, faults.join(' ')], PLAIN))
    },
    close: () => {
      children.close()
      rows.close()
    },
  }
}

/** A child of a story as the truth names them: what must be found, and where their rows stand. */
export interface Cast {
  part: string
  child_id: string
  expect: Record<string, string | number | boolean>
  rows: { list: string; file: string; line: number }[]
}

/** Throws RangeError for a part that the story does not have. */
export function castMember(story: Story, part: number, child: Child, traces: readonly Trace[]): Cast {
  const role = story.families.flat()[part]
  if (role === undefined) throw new RangeError(`Story ${story.number} has no part ${part}`)
  const rows = traces.map(({ list, line }) => ({ list: list.code, file: list.paths[0], line }))
  return { part: role.part, child_id: childId(child), expect: role.expect, rows }
}

export const storiesTold = (stories: readonly Story[], cast: ReadonlyMap<Story, Cast[]>) =>
  stories.map(story => ({
    number: story.number,
    title: story.title,
    words: story.words,
    codes: story.codes,
    ...CARRIED[story.number],
    children: cast.get(story) ?? [],
  }))
