/** Check vectors computed independently of this program; the UPN example ending 5001 is the published one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Checked, checkNhsNumber, checkPostcode, checkUln, checkUpn, makeUpn } from './identifiers.ts'

const accepts = (check: (text: string) => Checked, valid: readonly string[]): void => {
  for (const text of valid) assert.deepEqual(check(text), { valid: true, normalised: text, reason: null })
}

const refuses = (
  check: (text: string) => Checked,
  invalid: readonly (readonly [text: string, says: RegExp])[],
): void => {
  for (const [text, says] of invalid) {
    const { valid, reason } = check(text)
    assert.equal(valid, false, text)
    assert.match(reason ?? '', says, text)
  }
}

test('UPNs', () => {
  accepts(checkUpn, [
    'B801200005001',
    'P207000016049',
    'P891200024001',
    'G936312325010',
    'E857200224007',
    'R892400113118',
    'Q823901019001',
    'R674123101121',
    'F85720022400A',
    'L89120002400Z',
    'Y93631232501L',
    'Q82390101900B',
    'X89140002500A',
    'Z89140002501B',
  ])
  refuses(checkUpn, [
    ['A801200005001', /would be B/],
    ['Q207000016049', /would be P/],
    ['I801200005001', /I, O and S/],
    ['B80120000500', /13 characters; this has 12/],
    ['X80120000A001', /only the last may be a letter/],
    ['A89120002400I', /I, O and S/],
    ['1801200005001', /begins with a letter/],
    ['UN3', /no UPN/],
    ['', /missing/],
  ])
  assert.deepEqual(checkUpn(' b8012-0000 5001 '), { valid: true, normalised: 'B801200005001', reason: null })
})

test('a right check letter with a made-up authority is let through with a caution', () => {
  const { valid, reason } = checkUpn('E000200005001')
  assert.equal(valid, true)
  assert.match(reason ?? '', /000 is not the number of an authority/)
})

test('a UPN is made from its body', () => {
  assert.equal(makeUpn('801200005001'), 'B801200005001')
  assert.equal(makeUpn('89140002500A'), 'X89140002500A')
  assert.throws(() => makeUpn('8012000050'), RangeError)
  assert.throws(() => makeUpn('80120000500O'), RangeError)
  const body = fc.tuple(fc.integer({ min: 201, max: 999 }), fc.integer({ min: 0, max: 999_999_999 }))
  fc.assert(
    fc.property(
      body,
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: 1, max: 9 }),
      ([authority, rest], at, slip) => {
        const upn = makeUpn(`${authority}${String(rest).padStart(9, '0')}`)
        assert.equal(checkUpn(upn).valid, true)
        const figure = (Number(upn.charAt(at + 1)) + slip) % 10
        assert.equal(checkUpn(`${upn.slice(0, at + 1)}${figure}${upn.slice(at + 2)}`).valid, false)
      },
    ),
    { numRuns: 200 },
  )
})

test('NHS numbers', () => {
  accepts(checkNhsNumber, ['9434765919', '9876543210', '9449305552', '4010232137', '9990000018', '9990000026'])
  for (const text of ['943 476 5919', '943-476-5919', ' 9434765919']) {
    assert.equal(checkNhsNumber(text).normalised, '9434765919')
    assert.equal(checkNhsNumber(text).valid, true)
  }
  refuses(checkNhsNumber, [
    ['9434765910', /check figure/],
    ['1234567890', /check figure/],
    ['0000000000', /one figure ten times/],
    ['943476591', /10 figures/],
    ['94347659I9', /10 figures/],
    ['', /missing/],
  ])
})

test('ULNs', () => {
  accepts(checkUln, ['9276308686', '1000000000', '1234567899', '3000000002', '1000000043'])
  refuses(checkUln, [
    ['9276308685', /check figure/],
    ['1000000063', /check figure/],
    ['0276308686', /begin with 0/],
    ['9999999999', /no ULN yet/],
    ['927630868', /10 figures/],
    ['', /missing/],
  ])
})

test('postcodes', () => {
  const written: readonly [text: string, normalised: string][] = [
    ['ng71aa', 'NG7 1AA'],
    ['KT190ST', 'KT19 0ST'],
    [' sw1a 1aa ', 'SW1A 1AA'],
    ['NG7  1AA', 'NG7 1AA'],
    ['M1 1AE', 'M1 1AE'],
    ['W1A 0AX', 'W1A 0AX'],
    ['ZY4 2BD', 'ZY4 2BD'],
  ]
  for (const [text, normalised] of written) {
    assert.deepEqual(checkPostcode(text), { valid: true, normalised, reason: null })
  }
  refuses(checkPostcode, [
    ['NGO 1AA', /NG0 1AA/],
    ['NG7 IAA', /NG7 1AA/],
    ['NG7', /form of a postcode/],
    ['junk NG7 1AA', /form of a postcode/],
    ['NG7 1AC', /form of a postcode/],
    ['12345', /form of a postcode/],
    ['', /missing/],
  ])
})

test('postcodes that name no place are let through with a caution', () => {
  for (const [text, says] of [
    ['zz993vz', /no fixed abode/],
    ['ZZ99 3CZ', /not otherwise known/],
    ['ZZ99 3WZ', /not known/],
    ['bfpo12', /Forces/],
    ['GIR 0AA', /Girobank/],
  ] as const) {
    const { valid, reason } = checkPostcode(text)
    assert.equal(valid, true, text)
    assert.match(reason ?? '', says)
  }
  assert.equal(checkPostcode('bfpo12').normalised, 'BFPO 12')
})
