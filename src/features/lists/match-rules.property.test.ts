import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asDay } from '../../rulebook/index.ts'
import { type Candidate, decideMatch, othersThatMatter, type RowKeys } from './match-rules.ts'

const days = [asDay('2014-05-11'), asDay('2014-05-12')]
const upns = ['A899200100001', 'B899200100002']
const forename = fc.constantFrom('mary', 'mark', 'jo')
const surname = fc.constantFrom('ashdown', 'mary')
const postcode = fc.constantFrom('ZY12AB', 'ZY33ZZ')
const name = fc.record({ forename_key: forename, surname_key: surname })

const anyRow: fc.Arbitrary<RowKeys> = fc.record({
  line: fc.constant(2),
  upn: fc.option(fc.constantFrom(...upns)),
  nhs_number: fc.constant(null),
  council_id: fc.constant(null),
  surname_key: fc.oneof(surname, fc.constant('')),
  forename_key: fc.oneof(forename, fc.constant('')),
  born_on: fc.option(fc.constantFrom(...days)),
  postcode_key: fc.option(postcode),
})
const anyChild = fc.record({
  sealed: fc.boolean(),
  names: fc.array(name, { minLength: 1, maxLength: 2 }),
  births: fc.array(fc.constantFrom(...days), { maxLength: 2 }),
  postcodes: fc.array(postcode, { maxLength: 2 }),
  upns: fc.array(fc.constantFrom(...upns), { maxLength: 1 }),
})

test('leaving out the children that do not matter changes no decision', () => {
  const left = { none: 0, 'of the name': 0, any: 0 }
  fc.assert(
    fc.property(anyRow, fc.array(anyChild, { maxLength: 4 }), (row, children) => {
      const candidates: Candidate[] = children.map((child, at) => ({
        ...child,
        person_id: `child ${at}`,
        by: row.upn !== null && child.upns.includes(row.upn) ? ['upn'] : [],
      }))
      const identified = candidates.filter(child => child.by.length > 0)
      const matter = othersThatMatter(row, identified)
      const bearsName = (child: Candidate) =>
        child.names.some(
          ({ forename_key, surname_key }) =>
            (forename_key === row.forename_key && surname_key === row.surname_key) ||
            (forename_key === row.surname_key && surname_key === row.forename_key),
        )
      const asked = candidates.filter(
        child => child.by.length > 0 || matter === 'any' || (matter === 'of the name' && bearsName(child)),
      )
      assert.deepEqual(decideMatch(row, asked), decideMatch(row, candidates))
      if (asked.length < candidates.length) left[matter] += 1
    }),
    { numRuns: 2000 },
  )
  assert.ok(left.none > 50 && left['of the name'] > 20, JSON.stringify(left))
})
