import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { faultsOf, floors, importsOf, readSources } from './arrows.ts'

const file = (path: string, text = '') => ({ path, text })
const cases = (text: string) => file('src/features/cases/queries.ts', text)

const planted: [string, ReturnType<typeof file>, RegExp][] = [
  ['a higher floor', cases("import { todayUrl } from '../today/index.ts'"), /not on a lower floor/],
  ['the same floor', cases("import { lists } from '../lists/index.ts'"), /not on a lower floor/],
  ['past the index', cases("import { load } from '../children/load-facts.ts'"), /not through the slice’s index/],
  ['a type past the index', cases("import type { Fact } from '../children/load-facts.ts'"), /not through the slice’s/],
  ['over several lines', cases("import {\n  a,\n  b,\n} from '../today/index.ts'"), /not on a lower floor/],
  ['an export', cases("export { a } from '../today/index.ts'"), /not on a lower floor/],
  ['an import that waits', cases("const a = await import('../today/index.ts')"), /not on a lower floor/],
  ['the program', cases("import { createApp } from '../../app.ts'"), /the program round it/],
  ['the demonstration', cases("import { county } from '../../../county/county.ts'"), /the demonstration/],
  ['no floor', file('src/features/weather/index.ts', "import { a } from './sky.ts'"), /weather has no floor/],
  ['ground above', file('src/ground/log.ts', "import { a } from '../features/people/index.ts'"), /nothing above it/],
  ['the rulebook', file('src/rulebook/days.ts', "import { a } from '../ground/log.ts'"), /nothing of ours/],
  [
    'outside a slice',
    file('src/app.ts', "import { a } from './features/people/sessions.ts'"),
    /not through the slice’s/,
  ],
  ['on its tests', file('src/app.ts', "import { a } from '../test/support/app.ts'"), /stand on its tests/],
  ['a long file', file('src/long.ts', 'a\n'.repeat(301)), /301 lines/],
  ['no subject', file('src/ground/date-utils.ts'), /without a subject/],
]

for (const [name, source, sentence] of planted) {
  test(`a planted fault is named: ${name}`, () => {
    const faults = faultsOf([source])
    assert.equal(faults.length, 1, faults.join('\n'))
    assert.match(faults[0] ?? '', sentence)
  })
}

test('a circle of values is a fault, one that types close is none', () => {
  const one = file('src/ground/one.ts', "import { two } from './two.ts'")
  const two = (type: string) => file('src/ground/two.ts', `import ${type}{ one } from './one.ts'`)
  assert.deepEqual(faultsOf([one, two('')]), [
    'src/ground/one.ts → src/ground/two.ts → src/ground/one.ts: a circle of imports',
  ])
  assert.deepEqual(faultsOf([one, two('type ')]), [])
})

test('what stands in a text or comes from a package is no import of ours', () => {
  assert.deepEqual(importsOf(cases("import pg from 'pg'\nconst say = 'from ../today/index.ts'")), [])
})

test('the house has no fault, and every slice in it a floor', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const sources = readSources(root, ['src', 'county', 'bench', 'scripts', 'test'])
  assert.deepEqual(faultsOf(sources), [])
  const slices = new Set(sources.flatMap(({ path }) => /^src\/features\/([^/]+)\//.exec(path)?.[1] ?? []))
  assert.deepEqual(
    [...slices].filter(slice => !floors.flat().includes(slice)),
    [],
  )
})
