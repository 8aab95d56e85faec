import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { privateFolder } from './private-folder.ts'

test('what a killed process left is erased before the next work begins; what another is at work with is not', () => {
  const { pid: gone } = spawnSync(process.execPath, ['-e', ''])
  const left = join(tmpdir(), `onroll-proof-${gone}-a`)
  const alive = join(tmpdir(), `onroll-proof-${process.pid}-b`)
  const others = join(tmpdir(), `onroll-proofs-${gone}-c`)
  const folders = [left, alive, others]
  for (const folder of folders) {
    mkdirSync(folder)
    writeFileSync(join(folder, 'county.csv'), 'surname')
  }
  const made = privateFolder('proof')
  try {
    assert.deepEqual(folders.map(existsSync), [false, true, true])
    assert.equal(statSync(made).mode & 0o777, 0o700)
  } finally {
    for (const folder of [...folders, made]) rmSync(folder, { recursive: true, force: true })
  }
})
