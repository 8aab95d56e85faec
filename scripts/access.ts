// Writes docs/access.md from the program's own routes and roles.
import { writeFileSync } from 'node:fs'
import { describeAccess } from '../test/support/access.ts'

writeFileSync(new URL('../docs/access.md', import.meta.url), await describeAccess())
