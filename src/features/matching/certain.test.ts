import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCertain, isCertainAlone, isDoubt, isQuestion } from './certain.ts'

/** Levels of forename, surname, date of birth and place, then numbers: `upn same`. A dash where one of the two has none. */
const evidence = (text: string) => {
  const [forename, surname, born, place, ...numbers] = text.split(' ')
  const fields = { forename, surname, born, place }
  return [
    ...Object.entries(fields).flatMap(([field, level]) => (level && level !== '-' ? [{ field, level }] : [])),
    ...numbers.map(number => ({ field: number.split(':')[0] ?? '', level: number.split(':')[1] ?? '' })),
  ]
}

for (const [what, said, certain] of [
  ['names and birth to the letter, wherever they live', 'exact exact exact differs', true],
  ['a surname misspelt at one address', 'exact slip exact address', true],
  ['a nickname at one address', 'short exact exact address', false],
  ['a nickname at one address, with one UPN', 'short exact exact address upn:same', true],
  ['day and month swapped at one address', 'exact exact swapped address', true],
  ['day and month swapped, and moved', 'exact exact swapped differs', false],
  ['a surname misspelt, and moved', 'exact slip exact differs', false],
  ['both names misspelt, with one NHS number', 'slip slip exact differs nhs_number:same', true],
  ['a twin whose name sounds alike', 'alike exact exact address', false],
  ['a twin whose name is one slip apart, with a number of their own', 'slip exact exact address upn:differs', false],
  ['names to the letter, with two UPNs', 'exact exact exact address upn:differs', false],
  ['brother and sister on a list without dates of birth', 'differs exact - address', false],
  ['the same name in a family, without dates of birth', 'exact exact - address', false],
  ['another surname, though a UPN is a former one', 'exact differs exact differs upn:former', false],
] as const)
  test(`${what}: ${certain ? 'joined' : 'asked'}`, () => assert.equal(isCertain(evidence(said)), certain))

for (const [what, said, question] of [
  ['brothers without dates of birth', 'differs exact - address', false],
  ['sisters born on two days', 'near exact differs address', false],
  ['one first name the other’s middle name, born on two days', 'middle exact year address', false],
  ['another first name, one number', 'differs exact - address nhs_number:same', true],
  ['another first name, born on one day', 'differs exact exact address', true],
  ['the same names without dates of birth', 'exact exact - differs', true],
  ['one first name, another family and another day', 'exact differs differs address', false],
  ['the other’s middle name at one address, without dates of birth', 'middle exact - address', true],
] as const)
  test(`${what}: ${question ? 'a question' : 'no question'}`, () => assert.equal(isQuestion(evidence(said)), question))

for (const [what, said, certain] of [
  ['the other parent’s surname at one address', 'exact differs exact address', true],
  ['another spelling of the first name at one address', 'alike slip exact address', true],
  ['a nickname at one address', 'short exact exact address', true],
  ['a nickname at one address, born a day apart: Lizzie may be Elsie or Eliza', 'short exact digit address', false],
  ['the same names at one address, born a day apart', 'exact exact digit address', true],
  ['the same first name at one address, without dates of birth', 'exact differs - address', true],
  ['Eva and Ava at one address, without dates of birth', 'slip exact - address', false],
  ['Mila and Amelia at one address, without dates of birth', 'short exact - address', false],
  ['the other’s middle name at one address', 'middle exact - address', false],
  ['the same names elsewhere, without dates of birth', 'exact exact - differs', false],
  ['a surname misspelt, and moved', 'exact slip exact differs', true],
  ['both names misspelt, and moved', 'slip slip exact differs', false],
  ['the other parent’s surname, and moved', 'exact differs exact differs', false],
  ['a first of January at one address', 'exact exact placeholder address', true],
  ['a first of January, and moved', 'exact exact placeholder differs', false],
  ['the other parent’s surname at one address, with two UPNs', 'exact differs exact address upn:differs', false],
] as const)
  test(`nobody else at hand, ${what}: ${certain ? 'one child' : 'asked'}`, () =>
    assert.equal(isCertainAlone(evidence(said)), certain))

for (const [what, said, doubt] of [
  ['a twin of another name', 'differs exact exact address', false],
  ['another name under one NHS number', 'differs exact exact address nhs_number:same', true],
  ['a nickname at one address, without dates of birth', 'short exact - address', true],
] as const)
  test(`a row of a list, ${what}: ${doubt ? 'a question' : 'no question'}`, () =>
    assert.equal(isDoubt(evidence(said)), doubt))
