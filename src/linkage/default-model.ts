import { readFileSync } from 'node:fs'
import { type Model, parseModel } from './model.ts'

let read: Model | undefined

/** The model that comes with Onroll, for lists that are too short to learn from: learnt from made-up lists (`reference/README.md`). */
export function defaultModel(): Model {
  read ??= parseModel(readFileSync(new URL('../../reference/linkage-model.json', import.meta.url), 'utf8'))
  return read
}
