import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from '../../rulebook/index.ts'
import { checkRow } from './check-row.ts'
import { FIELDS, type RawRow } from './fields.ts'
import { readingVersion } from './list-before.ts'
import { shortName } from './said.ts'
import { wantedFacts } from './wanted-facts.ts'

const as_at = asDay('2026-11-17')
const school = { urn: 990001, sector: 'state', in_area: true, opened_on: null }
const child: RawRow = {
  surname: "O'Neill-Smith",
  forename: ' Zoë ',
  born_on: '05/11/2014',
  postcode: 'zy1 3ab',
  sex: 'Girl',
}
const rows: RawRow[] = [
  child,
  {
    ...child,
    upn: 'T891900114001',
    nhs_number: '999 000 0018',
    uln: '1000000007',
    year_group: 'Year 7',
    weekly_hours: '12.5',
  },
  { ...child, born_on: '2014-Nov-05 00:00:00', entered_on: '01/09/2026', left_on: '05/10/2026', enrol_status: 'S' },
  {
    ...child,
    contact_name: 'Sam O’Neill',
    contact_phone: '01632 960001',
    contact_email: 'sam@example.org',
    address_line_1: '1 Canal Street',
  },
  {
    ...child,
    sessions_possible: '120',
    sessions_authorised: '4',
    sessions_unauthorised: '2',
    preferred_surname: 'Smith',
    former_surname: 'Neill',
  },
]
const presences = ['enrolment', 'residence', 'home_education', 'awaiting_place', 'provision', 'none'] as const

test('of these rows the same is read, and the same follows, as when the version of reading was last raised', () => {
  const read = rows.map(raw => checkRow(raw, { as_at }))
  const follows = presences.flatMap(presence =>
    read.map(({ row, problems }) =>
      wantedFacts(row, problems, school, {
        kind: 'school_roll',
        presence,
        as_at,
        postcode_areas: ['ZY1'],
        source_name: 'A',
      }),
    ),
  )
  assert.deepEqual(
    [readingVersion, shortName([FIELDS.map(({ code }) => code), read, follows])],
    [1, '97252ed0-144e-738c-13a8-b39c58e7a0fa'],
    'Something else is read of a row: raise readingVersion in list-before.ts, and put both here.',
  )
})
