import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lacksOf } from './quorum.ts'

const member = (account_id: string, seat: string, speaks_for: string | null) => ({
  ...{ id: account_id, account_id, name: account_id, seat, speaks_for },
})
const members = [member('ada', 'chair', null), member('ben', 'clerk', null), member('cy', 'member', 'Health')]
const present = (...ways: [account_id: string, how: string][]) =>
  ways.map(([account_id, how]) => ({ account_id, how, name: account_id, substitute_id: null, substitute: null }))

test('a quorum is how many, the chair where it is asked for, and a voice of each service', () => {
  const wanted = { quorum: 3, quorum_chair: true, quorum_of: ['health'] }
  assert.deepEqual(lacksOf({ quorum: null, quorum_chair: false, quorum_of: [] }, members, []), [])
  assert.deepEqual(lacksOf(wanted, members, present(['ben', 'room'], ['ada', 'apologies'])), [
    '1 of at least 3 people are there.',
    'Nobody is in the chair.',
    'Nobody is there for health.',
  ])
  assert.deepEqual(lacksOf(wanted, members, present(['ada', 'remote'], ['ben', 'room'], ['cy', 'substitute'])), [])
})
