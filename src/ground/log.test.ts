import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loggedError, makeLog } from './log.ts'

test('an error of the database is logged without the values it quotes', () => {
  const error = Object.assign(new Error('invalid input syntax for type date: "Amara 3 Nov"'), {
    ...{
      severity: 'ERROR',
      code: '22007',
      detail: 'Key (upn)=(A123) exists',
      table: 'record',
      constraint: 'record_pk',
    },
  })
  const logged = loggedError(error)
  assert.deepEqual([logged.code, logged.table, logged.constraint], ['22007', 'record', 'record_pk'])
  assert.equal(logged.message, 'invalid input syntax for type date: "…"')
  assert.doesNotMatch(JSON.stringify(logged), /Amara|A123/)
})

test('an error of ours keeps its words and its place', () => {
  const logged = loggedError(new TypeError('no "thing" here'))
  assert.deepEqual([logged.kind, logged.message], ['TypeError', 'no "thing" here'])
  assert.match(String(logged.stack), /log\.test\.ts/)
})

test('what is thrown and is no error is logged by its kind alone', () => {
  assert.deepEqual(loggedError('Amara'), { kind: 'string' })
})

test('a line holds no request and no network address', () => {
  const lines: string[] = []
  const log = makeLog({ logLevel: 'info' }, { write: line => void lines.push(line) })
  log.info({ req: { url: '/children?surname=Ward', ip: '10.0.0.1' }, res: { headers: {} }, status: 200 }, 'answered')
  assert.match(lines[0] ?? '', /"status":200/)
  assert.doesNotMatch(lines[0] ?? '', /Ward|10\.0\.0\.1|hostname|"pid"/)
})
