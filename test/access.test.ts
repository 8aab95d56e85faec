import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { describeAccess, readAccess } from './support/access.ts'

test('docs/access.md says what the routes say; else run npm run access', async () => {
  assert.equal(readFileSync(new URL('../docs/access.md', import.meta.url), 'utf8'), await describeAccess())
})

test('each permission that a page asks for is some role’s, and each page names its audit event', async () => {
  const { pages, roles } = await readAccess()
  const held = new Set(roles.map(({ permission }) => permission))
  const nobodys = pages.filter(({ may }) => may !== 'anyone' && !held.has(may))
  assert.deepEqual(nobodys, [])
  assert.deepEqual(
    pages.filter(({ audit }) => audit.trim() === ''),
    [],
  )
})
