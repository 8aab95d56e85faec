import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { workOf } from '../../../county/load.ts'
import { makeUpn } from '../../../county/numbers.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { engineFor, listWork } from '../../../test/support/lists.ts'
import { matchCounty } from './county-run.ts'

const ulns = ['1000000019', '1000000027', '1000000035']
const names = ['Hargreaves Beatrix', 'Kowalczyk Imogen', 'Quartermain Rufus'].map(name => name.split(' '))
const born = ['2014-01-10', '2016-03-12', '2015-06-25']

/** A county that holds three children twice: moved, misspelt and born on another day on the one list, which a number tells. */
async function heldTwice(): Promise<TestCounty> {
  const county = await testCounty()
  const { takeIn } = listWork(county, await county.person('cme_officer'))
  const rows = names.map(([surname = '', forename = ''], n) => ({
    ...{ surname, forename, born_on: born[n] ?? '', uln: ulns[n] ?? '', postcode: `ZY${1 + n} 4AB` },
    ...{ upn: makeUpn('8919001', 14, n), school_urn: '990001' },
  }))
  await takeIn({ as_at: '2026-09-10', rows })
  const patients = rows.map(({ upn: _, school_urn: __, ...row }) => ({
    ...row,
    ...{ surname: row.surname.replace(/a/, ''), born_on: row.born_on.replace(/.$/, '9'), postcode: 'ZY9 7TT' },
  }))
  await takeIn({ source: 'GP', kind: 'health', as_at: '2026-09-12', rows: patients })
  return county
}

const standing = async (county: TestCounty) =>
  (
    await county.superuser.query(
      `SELECT (SELECT count(*)::int FROM child_summary) AS children, (SELECT count(*)::int FROM join_decision WHERE kind = 'join') AS joins,
         (SELECT count(*)::int FROM child_state WHERE ends_on IS NULL) AS states,
         (SELECT count(DISTINCT (low_id, high_id))::int FROM match_pair WHERE state = 'joined') AS pairs,
         (SELECT count(*)::int FROM match_pair WHERE state = 'open') AS waiting`,
    )
  ).rows[0]

for (const [when, step] of [
  ['while the records are read', 'records read to be matched'],
  ['while they are compared', 'comparing'],
  ['when the run is noted', 'matching begun'],
  ['while pairs are kept', 'pairs of records kept'],
  ['when the run has ended', 'matching ended'],
  ['while records are joined', 'records joined'],
] as const)
  test(`a run killed ${when} begins anew and ends as if it had not been; nothing of it is left on the disk`, async t => {
    const county = await heldTwice()
    t.after(county.drop)
    const program = fileURLToPath(new URL('../../../test/support/match-worker.ts', import.meta.url))
    const worker = spawn(process.execPath, [program, county.url('onroll_web'), county.authority_id, step], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = once(worker, 'exit')
    for await (const line of createInterface({ input: worker.stdout })) if (line === 'waiting') break
    worker.kill('SIGKILL')
    await gone
    await matchCounty(workOf(county.door, engineFor(county, await county.person('cme_officer'))))
    assert.deepEqual(await standing(county), { children: 3, joins: 3, states: 3, pairs: 3, waiting: 0 })
    assert.deepEqual(
      readdirSync(tmpdir()).filter(entry => entry.startsWith(`onroll-match-${worker.pid}-`)),
      [],
    )
  })
