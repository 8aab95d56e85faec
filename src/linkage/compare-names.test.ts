import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareForenames, compareSurnames } from './compare-names.ts'
import { jaroWinkler, withinOneEdit } from './edits.ts'
import { kinds } from './fields.ts'
import { nameForm, nameText } from './name-forms.ts'

const form = (name: string, common = false) => nameForm(nameText(name), common)

const forenames: readonly [a: string, b: string, level: string][] = [
  ['Amélie', 'AMELIE', 'exact'],
  ['Mary Ann', 'Mary-Ann', 'exact'],
  ['Mohammed', 'Muhammad', 'alike'],
  ['Maxamed', 'Mohamed', 'alike'],
  ['Aisha', 'Ayesha', 'alike'],
  ['Siobhan', 'Shivaun', 'alike'],
  ['Юлия', 'Yulia', 'alike'],
  ['William', 'Bill', 'short'],
  ['Maxamed', 'Mo', 'short'],
  ['Oliver', 'Oli', 'short'],
  ['Zainab', 'Zen', 'short'],
  ['Charlotte', 'Chralotte', 'slip'],
  ['Stepahnie', 'Stephaanie', 'slip'],
  ['Mary Ann', 'Mary', 'short'],
  ['Anna Maria', 'Maria', 'part'],
  ['Jonathan', 'J', 'initial'],
  ['Imani', 'Imara', 'near'],
  ['Ali', 'Ella', 'differs'],
  ['Oliver', 'Noah', 'differs'],
]

test('forenames by hand: spellings, short forms, slips, and other names', () => {
  for (const [a, b, level] of forenames) {
    const at = compareForenames(form(a), form(b))
    assert.equal(kinds.forename.levels[at]?.code, level, `${a} and ${b}`)
    assert.equal(compareForenames(form(b), form(a)), at, `${b} and ${a}`)
  }
})

test('two names that many bear are no slip of each other', () => {
  const level = (common: boolean) =>
    kinds.forename.levels[compareForenames(form('Elsa', common), form('Ella', common))]?.code
  assert.equal(level(false), 'slip')
  assert.equal(level(true), 'near')
})

const surnames: readonly [a: string, b: string, level: string][] = [
  ['O’Brien', 'OBrien', 'exact'],
  ['McDonald', 'MacDonald', 'alike'],
  ['Al-Hassan', 'Hassan', 'alike'],
  ['Chaudhry', 'Choudhury', 'alike'],
  ['Kowalski', 'Kowalska', 'alike'],
  ['Smith', 'Smtih', 'slip'],
  ['Smith-Jones', 'Jones', 'other'],
  ['Smith', 'Jones', 'differs'],
]

test('surnames by hand: beginnings, spellings, sides of a hyphen', () => {
  for (const [a, b, level] of surnames) {
    const at = compareSurnames(form(a), form(b))
    assert.equal(kinds.surname.levels[at]?.code, level, `${a} and ${b}`)
    assert.equal(compareSurnames(form(b), form(a)), at, `${b} and ${a}`)
  }
})

test('one edit: a letter more, less, other, or swapped with the next', () => {
  for (const [a, b] of [
    ['anna', 'ana'],
    ['anna', 'annal'],
    ['anna', 'anma'],
    ['anna', 'nana'],
    ['', 'a'],
  ] as const)
    assert.ok(withinOneEdit(a, b) && withinOneEdit(b, a), `${a} ${b}`)
  for (const [a, b] of [
    ['anna', 'hanan'],
    ['anna', 'an'],
    ['abcd', 'badc'],
  ] as const)
    assert.ok(!withinOneEdit(a, b) && !withinOneEdit(b, a), `${a} ${b}`)
})

test('likeness as Winkler printed it in 1990', () => {
  for (const [a, b, likeness] of [
    ['martha', 'marhta', 0.961],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.813],
  ] as const)
    assert.equal(Math.round(jaroWinkler(a, b) * 1000) / 1000, likeness)
})
