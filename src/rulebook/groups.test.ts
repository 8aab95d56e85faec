import assert from 'node:assert/strict'
import { test } from 'node:test'
import { childGroups } from './groups.ts'
import { needs } from './needs.ts'
import { teams } from './routing.ts'
import { suspenseAccounts } from './suspense.ts'

test('every group of the routing table has a register, in the words and with the team of the table', () => {
  const routed = teams.flatMap(team => team.groups.map(({ text }) => `${team.code}: ${text}`))
  assert.deepEqual(
    childGroups.filter(({ team }) => team !== null).map(({ team, text }) => `${team}: ${text}`),
    routed,
  )
  assert.equal(new Set(childGroups.map(({ code }) => code)).size, childGroups.length)
})

test('service families, runaways and the others of §5 have a register, and no owner by any source', () => {
  assert.deepEqual(
    childGroups.filter(({ team }) => team === null).map(({ code }) => code),
    ['service_children', 'runaways', 'migrant_families', 'ceased_to_attend', 'suspended', 'travelling_for_work'],
  )
})

test('what a group is told by is in the book: needs and accounts', () => {
  for (const { code, test: how } of childGroups) {
    if (how.by === 'needs')
      for (const kind of how.kinds)
        assert.ok(
          needs.some(need => need.code === kind),
          `${code}: ${kind}`,
        )
    if (how.by === 'suspense')
      for (const account of how.accounts)
        assert.ok(
          suspenseAccounts.some(one => one.code === account),
          code,
        )
  }
})
