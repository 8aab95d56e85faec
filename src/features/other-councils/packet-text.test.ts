import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { type EnquiryBody, fingerprintOf, keyFileText, makeKeys, open, readKeyFile, seal } from './packet-text.ts'

const keys = makeKeys()
const known = (code: string, print: string) =>
  code === '891' && print === fingerprintOf(keys.public_key) ? keys.public_key : null
const body: EnquiryBody = {
  ...{
    onroll: 1,
    kind: 'enquiry',
    id: randomUUID(),
    made_on: '2026-11-17',
    due_on: '2026-12-01',
    asks: 'Do you know?',
  },
  ...{ from: { code: '891', name: 'Sender' }, to: { code: '899', name: 'Marlshire' } },
  child: {
    forename: 'Zoë',
    surname: 'O’Neil',
    known_as: null,
    born_on: '2015-03-01',
    sex: 'F',
    upn: null,
    last_address: null,
  },
}
const sealed = seal(body, keys)

test('what was sealed is opened as it was', () => {
  assert.deepEqual(open(sealed, known), { body })
})

test('a packet of which anything was changed is never opened as something else', () => {
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, put) => {
      const changed = sealed.slice(0, at) + put + sealed.slice(at + put.length)
      const opened = open(changed, known)
      // Space between the fields is no part of what was signed.
      if ('body' in opened) assert.deepEqual(opened.body, body)
    }),
    { numRuns: 3000 },
  )
})

test('another’s words under a signature are found out, and so is another’s signature', () => {
  const parts = JSON.parse(sealed)
  const other = JSON.parse(seal({ ...body, child: { ...body.child, surname: 'Other' } }, keys))
  for (const mixed of [
    { ...parts, packet: other.packet },
    { ...parts, signature: other.signature },
    { ...parts, ...JSON.parse(seal(body, makeKeys())), key: parts.key },
  ]) {
    const opened = open(JSON.stringify(mixed), known)
    assert.match('problem' in opened ? opened.problem : '', /altered on its way/)
  }
  const stranger = open(seal(body, makeKeys()), known)
  assert.match('problem' in stranger ? stranger.problem : '', /a key that nobody here has checked/)
  for (const text of ['', '{}', 'null', sealed.slice(0, 40)])
    assert.match((open(text, known) as { problem: string }).problem, /no packet of a council/)
})

test('a reason cannot travel: a packet with anything but what identifies the child is refused', () => {
  const more = { ...body, child: { ...body.child, reason: 'On a child protection plan' } }
  const opened = open(seal(more, keys), known)
  assert.match('problem' in opened ? opened.problem : '', /cannot be read/)
})

test('a key file reads back, and its fingerprint is eight groups of four', () => {
  const read = readKeyFile(keyFileText({ code: '891', name: 'Sender', public_key: keys.public_key }))
  assert.deepEqual(read, { code: '891', name: 'Sender', public_key: keys.public_key })
  assert.match(fingerprintOf(keys.public_key), /^([0-9A-F]{4} ){7}[0-9A-F]{4}$/)
  for (const text of ['', 'x', JSON.stringify({ onroll_key: 1, code: '891', name: 'S', public_key: 'AAAA' })])
    assert.ok('problem' in readKeyFile(text))
})
