import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { examples, exampleText, rules } from '../src/rulebook/index.ts'
import { describeRulebook } from './support/describe-rulebook.ts'

const kept = readFileSync(new URL('../docs/rulebook.md', import.meta.url), 'utf8')

test('docs/rulebook.md says what the rules say', () => {
  assert.ok(
    kept === describeRulebook(),
    'docs/rulebook.md is not what the rules say. Run npm run rulebook and commit it.',
  )
})

test('each rule stands in it with its text, its source and its examples', () => {
  for (const { id, text, source } of rules) {
    assert.ok(kept.includes(`\n### ${id}\n`) && kept.includes(text) && kept.includes(source), id)
  }
  for (const example of examples) assert.ok(kept.includes(exampleText(example)), example.rule)
})
