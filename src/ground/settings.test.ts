import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { envExample, readSettings, SettingsWrong } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'onroll-settings-'))
after(() => rmSync(folder, { recursive: true }))
const secret = { SESSION_SECRET: 'x'.repeat(32) }

test('with nothing set it runs a demonstration on 127.0.0.1:3000', () => {
  const settings = readSettings(secret)
  assert.deepEqual(
    [
      settings.host,
      settings.port,
      settings.databaseUrl,
      settings.demonstration,
      settings.secureCookies,
      settings.trustProxy,
    ],
    ['127.0.0.1', 3000, null, true, false, false],
  )
})

test('a database of your own is no demonstration, and needs the out-of-hours number', () => {
  const own = { ...secret, DATABASE_URL: 'postgres://app:secret@db:5432/onroll' }
  assert.throws(() => readSettings(own), /^SettingsWrong: OUT_OF_HOURS_NUMBER is missing: give the number/)
  assert.equal(readSettings({ ...own, OUT_OF_HOURS_NUMBER: '01632 960 100' }).demonstration, false)
})

for (const [name, text, sentence] of [
  ['NODE_ENV', 'live', 'NODE_ENV is "live": write one of development, test, production.'],
  ['HOST', 'a b', 'HOST is "a b": write an address such as 127.0.0.1 or 0.0.0.0.'],
  ['PORT', '70000', 'PORT is "70000": write a whole number from 0 to 65535.'],
  ['DATABASE_URL', 'db:secret', 'DATABASE_URL is not an address: write postgres://name:password@host:5432/database.'],
  [
    'TRUST_PROXY',
    'yes',
    'TRUST_PROXY is "yes": write no, the number of proxies in front of Onroll, or their addresses parted by commas.',
  ],
  ['SECURE_COOKIES', 'true', 'SECURE_COOKIES is "true": write yes or no.'],
  [
    'SESSION_SECRET',
    'short',
    'SESSION_SECRET is too short: give at least 32 random characters, or leave it out and one is made.',
  ],
  [
    'OUT_OF_HOURS_NUMBER',
    'ask',
    'OUT_OF_HOURS_NUMBER is "ask": write a telephone number in figures, like 01632 960999.',
  ],
  ['UPLOAD_LIMIT_MB', '0', 'UPLOAD_LIMIT_MB is "0": write a whole number from 1 to 4096.'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud": write one of fatal, error, warn, info, debug, trace, silent.'],
] as const) {
  test(`${name}=${text} is refused with one sentence`, () => {
    assert.throws(
      () => readSettings({ ...secret, [name]: text }),
      (problem: unknown) => problem instanceof SettingsWrong && problem.sentences.join() === sentence,
    )
  })
}

test('every wrong setting has its sentence', () => {
  assert.throws(
    () => readSettings({ ...secret, PORT: 'x', DEMONSTRATION: 'maybe' }),
    (problem: unknown) => problem instanceof SettingsWrong && problem.sentences.length === 2,
  )
})

test('email has one way out, and each thing that is missing for it has its sentence', () => {
  const sentenceOf = (given: Record<string, string>) => {
    try {
      return readSettings({ ...secret, ...given }).mail
    } catch (problem) {
      return problem instanceof SettingsWrong ? problem.sentences.join() : problem
    }
  }
  const smtp = { SMTP_URL: 'smtp://onroll:word@mail.example.org:587', MAIL_FROM: 'onroll@example.org' }
  const key = `key-${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}-${'1'.repeat(8)}-1111-1111-1111-${'1'.repeat(12)}`
  assert.equal(sentenceOf({}), null)
  assert.deepEqual(sentenceOf(smtp), { by: 'smtp', url: smtp.SMTP_URL, from: smtp.MAIL_FROM })
  assert.deepEqual(sentenceOf({ NOTIFY_API_KEY: key, NOTIFY_TEMPLATE_ID: 'a' }), {
    ...{ by: 'notify', api_key: key, template_id: 'a', url: 'https://api.notifications.service.gov.uk' },
  })
  assert.match(String(sentenceOf({ SMTP_URL: smtp.SMTP_URL })), /^MAIL_FROM is missing/)
  assert.match(String(sentenceOf({ NOTIFY_API_KEY: key })), /^NOTIFY_TEMPLATE_ID is missing/)
  assert.match(String(sentenceOf({ ...smtp, NOTIFY_API_KEY: key })), /leave one of them out/)
  assert.doesNotMatch(String(sentenceOf({ ...smtp, SMTP_URL: 'http://onroll:kept-quiet@mail' })), /kept-quiet/)
})

test('a secret is made once, kept, and can be read by its owner only', () => {
  const first = readSettings({ DATA_FOLDER: folder })
  assert.ok(first.sessionSecret.length >= 32)
  assert.equal(readSettings({ DATA_FOLDER: folder }).sessionSecret, first.sessionSecret)
  assert.equal(statSync(join(folder, 'session-secret')).mode & 0o777, 0o600)
})

test('.env.example says every setting as the program knows it', () => {
  const file = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8')
  assert.equal(file, envExample(), 'write envExample() of src/ground/settings.ts to .env.example')
  const used = readFileSync(join(import.meta.dirname, 'settings.ts'), 'utf8').matchAll(
    /(?:read|given)\w*(?:<[^>]+>)?\('([A-Z_]+)'/g,
  )
  for (const [, name] of used) assert.match(file, new RegExp(`^# ${name}=`, 'm'))
})
