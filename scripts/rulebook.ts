// Writes docs/rulebook.md from the rules and their examples.
import { writeFileSync } from 'node:fs'
import { describeRulebook } from '../test/support/describe-rulebook.ts'

writeFileSync(new URL('../docs/rulebook.md', import.meta.url), describeRulebook())
