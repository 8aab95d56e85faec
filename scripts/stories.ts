import { writeFileSync } from 'node:fs'
import { demonstrationPage } from '../county/demonstration-page.ts'

writeFileSync(new URL('../docs/demonstration.md', import.meta.url), demonstrationPage())
