import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { generateCounty } from './generate.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'county-'))
  folders.push(made)
  return made
}
after(() => {
  for (const made of folders) rmSync(made, { recursive: true })
})

function fingerprints(of: string): Map<string, string> {
  const files = readdirSync(of, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = files.map(file => join(file.parentPath, file.name)).sort()
  return new Map(
    paths.map(path => [path.slice(of.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )
}

test('the same seed, day and number of children give the same bytes', async () => {
  const [one, other] = [folder(), folder()]
  await generateCounty({ as_at: '2026-11-22', children: 700, folder: one })
  await generateCounty({ as_at: '2026-11-22', children: 700, folder: other })
  assert.deepEqual(fingerprints(one), fingerprints(other))
  assert.ok(fingerprints(one).size >= 20)
})

test('another seed gives other children', async () => {
  const [one, other] = [folder(), folder()]
  await generateCounty({ as_at: '2026-11-22', children: 600, folder: one })
  await generateCounty({ as_at: '2026-11-22', children: 600, folder: other, seed: 900 })
  assert.notEqual(fingerprints(one).get('truth.csv'), fingerprints(other).get('truth.csv'))
})

test('the county has as many children as it was asked for, and says how far it is', async () => {
  const told: number[] = []
  const summary = await generateCounty({
    as_at: '2026-11-22',
    children: 1000,
    folder: folder(),
    onProgress: done => told.push(done),
  })
  assert.equal(summary.children, 1000)
  assert.equal(told.at(-1), 1000)
  assert.deepEqual(
    told,
    [...told].sort((a, b) => a - b),
  )
})

test('a county can be stopped, and then has no manifest', async () => {
  const stopped = folder()
  const controller = new AbortController()
  const run = generateCounty({
    as_at: '2026-11-22',
    children: 3000,
    folder: stopped,
    onProgress: () => controller.abort(),
    signal: controller.signal,
  })
  await assert.rejects(run, { name: 'AbortError' })
  assert.equal(readdirSync(stopped).includes('manifest.json'), false)
})

test('a day that does not exist and a county too small are refused', async () => {
  await assert.rejects(generateCounty({ as_at: '2026-02-30', folder: folder() }), /YYYY-MM-DD/)
  await assert.rejects(generateCounty({ as_at: '2026-11-22', children: 10, folder: folder() }), /at least 500/)
})

test('the demonstration day is a Tuesday on which schools are open, in term and out of it', async () => {
  const days = [
    ['2026-11-22', '2026-11-17'],
    ['2026-11-24', '2026-11-24'],
    ['2026-10-27', '2026-10-20'],
    ['2026-08-15', '2026-07-21'],
    ['2027-01-05', '2027-01-05'],
  ]
  for (const [as_at = '', expected] of days) {
    const summary = await generateCounty({ as_at, children: 500, folder: folder() })
    assert.equal(summary.demonstration_day, expected)
  }
})
