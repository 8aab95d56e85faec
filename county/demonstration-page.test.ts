import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { demonstrationPage } from './demonstration-page.ts'

test('the page of the demonstration names the children of the stories as they are (npm run stories)', () => {
  assert.equal(readFileSync(new URL('../docs/demonstration.md', import.meta.url), 'utf8'), demonstrationPage())
})
