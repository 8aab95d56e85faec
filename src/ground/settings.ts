import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type MailSettings, readMail } from './mail/mail-settings.ts'

/** How this copy of Onroll runs. Read once, at start; nothing else reads the environment. */
export interface Settings {
  environment: 'development' | 'test' | 'production'
  host: string
  port: number
  /** Null for the embedded server. */
  databaseUrl: string | null
  databaseOwnerUrl: string | null
  databaseAuditorUrl: string | null
  dataFolder: string
  /** False, the number of proxies in front, or their addresses. */
  trustProxy: boolean | number | string
  secureCookies: boolean
  /** At least 32 characters; signs cookies and form tokens. */
  sessionSecret: string
  demonstration: boolean
  /** How many children a demonstration makes up. */
  demonstrationChildren: number
  outOfHoursNumber: string
  /** The folder within which lists may be picked up; null when none may. */
  pickUpFolder: string | null
  mail: MailSettings
  /** Encrypts passwords of other systems in the database. 32 bytes. */
  encryptionKey: Buffer
  /** Bytes. */
  uploadLimit: number
  /** Requests a minute from one signed-in browser; ten times as many from one network address. */
  rateLimit: number
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

/** Thrown at start: one sentence for each wrong setting, saying how to mend it. */
export class SettingsWrong extends Error {
  readonly sentences: readonly string[]
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.name = 'SettingsWrong'
    this.sentences = sentences
  }
}

type Environment = Readonly<Record<string, string | undefined>>
class Wrong extends Error {}

const wrong = (sentence: string): never => {
  throw new Wrong(sentence)
}
const yesOrNo = (text: string): boolean =>
  text === 'yes' ? true : text === 'no' ? false : wrong(`is "${text}": write yes or no.`)
const wholeNumber = (least: number, most: number) => (text: string) =>
  /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
    ? Number(text)
    : wrong(`is "${text}": write a whole number from ${least} to ${most}.`)
const oneOf =
  <const Value extends string>(...values: Value[]) =>
  (text: string): Value =>
    values.find(value => value === text) ?? wrong(`is "${text}": write one of ${values.join(', ')}.`)
// The address holds a password, so the sentence does not repeat it.
const databaseAddress = (text: string): string =>
  /^postgres(?:ql)?:\/\/\S+$/.test(text)
    ? text
    : wrong('is not an address: write postgres://name:password@host:5432/database.')
const proxies = (text: string): boolean | number | string => {
  if (text === 'no') return false
  if (/^\d+$/.test(text)) return Number(text)
  return /^[\d.:a-f/, ]+$/i.test(text)
    ? text
    : wrong(`is "${text}": write no, the number of proxies in front of Onroll, or their addresses parted by commas.`)
}
const telephone = (text: string): string =>
  /^[\d ()+]{5,20}$/.test(text) ? text : wrong(`is "${text}": write a telephone number in figures, like 01632 960999.`)
// The address of a mail server holds a password too.
const mailServer = (text: string): string =>
  /^smtps?:\/\/[^\s/]+\/?(?:\?\S*)?$/.test(text) && URL.canParse(text)
    ? text
    : wrong('is not an address: write smtp://name:password@host:587, or smtps:// for a server that begins encrypted.')
const mailAddress = (text: string): string =>
  /^[^\s@<>]+@[^\s@<>]+$/.test(text)
    ? text
    : wrong(`is "${text}": write an email address, like onroll@marlshire.gov.uk.`)
const notifyKey = (text: string): string =>
  text.length > 73 ? text : wrong('is not a key of GOV.UK Notify: copy the whole of it, with its name.')
const webAddress = (text: string): string =>
  /^https?:/.test(text) && URL.canParse(text)
    ? text.replace(/\/$/, '')
    : wrong(`is "${text}": write an address that begins with https://.`)
const long = (text: string): string =>
  text.length >= 32 ? text : wrong('is too short: give at least 32 random characters, or leave it out and one is made.')

interface Setting<Value> {
  /** What it is for, as `.env.example` says it. */
  says: string
  /** Shown in `.env.example`. */
  example: string
  read(text: string): Value
}
const setting = <Value>(says: string, example: string, read: (text: string) => Value): Setting<Value> => ({
  says,
  example,
  read,
})

/** Every setting, in the order of `.env.example`. */
const known = {
  NODE_ENV: setting('development, test or production.', 'development', oneOf('development', 'test', 'production')),
  HOST: setting('The address to listen on. 0.0.0.0 for every network.', '127.0.0.1', text =>
    /^[\w.:-]+$/.test(text) ? text : wrong(`is "${text}": write an address such as 127.0.0.1 or 0.0.0.0.`),
  ),
  PORT: setting('The port to listen on. A demonstration takes the next free one.', '3000', wholeNumber(0, 65535)),
  DATABASE_URL: setting(
    'Your own PostgreSQL 18, as the role that the program runs as. Left out: an embedded server in the data folder.',
    '',
    databaseAddress,
  ),
  DATABASE_OWNER_URL: setting(
    'The same database as its owner: for migrate, backup, restore, authority, user and county load.',
    '',
    databaseAddress,
  ),
  DATABASE_AUDITOR_URL: setting(
    'The same database as its auditor, for verifying the audit log only.',
    '',
    databaseAddress,
  ),
  DATA_FOLDER: setting('Where the embedded database and the secret are kept.', 'data', resolve),
  TRUST_PROXY: setting('no, or how many proxies stand in front, or their addresses.', 'no', proxies),
  SECURE_COOKIES: setting('yes when people reach Onroll by https.', 'no', yesOrNo),
  SESSION_SECRET: setting('Signs cookies and forms. Left out: made once and kept in the data folder.', '', long),
  DEMONSTRATION: setting('yes to fill an empty database with a made-up county.', 'yes', yesOrNo),
  DEMONSTRATION_CHILDREN: setting(
    'How many children a demonstration makes up, from 500.',
    '3000',
    wholeNumber(500, 200_000),
  ),
  OUT_OF_HOURS_NUMBER: setting('The safeguarding number that stands on every page.', '01632 960999', telephone),
  PICK_UP_FOLDER: setting('The folder within which lists may be picked up. Left out: none is.', '', resolve),
  SMTP_URL: setting('The mail server that sends email. Left out, with Notify too: none is sent.', '', mailServer),
  MAIL_FROM: setting('The address that email by the mail server comes from.', '', mailAddress),
  NOTIFY_API_KEY: setting('A key of GOV.UK Notify, which then sends email instead.', '', notifyKey),
  NOTIFY_TEMPLATE_ID: setting('Its template: subject ((subject)), message ((body)).', '', text => text),
  NOTIFY_URL: setting('Where Notify answers, when not at its usual address.', '', webAddress),
  ENCRYPTION_KEY: setting(
    'Encrypts passwords of other systems. Left out: made once and kept in the data folder.',
    '',
    long,
  ),
  UPLOAD_LIMIT_MB: setting('The largest file that can be sent, in megabytes.', '200', wholeNumber(1, 4096)),
  RATE_LIMIT: setting(
    'Requests a minute from one browser before it is asked to wait.',
    '600',
    wholeNumber(10, 1_000_000),
  ),
  LOG_LEVEL: setting(
    'fatal, error, warn, info, debug, trace or silent.',
    'info',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  ),
}
type Name = keyof typeof known

/** The text of `.env.example`: every setting with what it is for, commented out so that copying it changes nothing. */
export const envExample = (): string =>
  Object.entries(known)
    .map(([name, { says, example }]) => `# ${says}\n# ${name}=${example}\n`)
    .join('\n')

/** Loads `.env` from the working folder when it is there; what the environment already says stands. */
export function loadEnvFile(file = '.env'): void {
  if (existsSync(file)) process.loadEnvFile(file)
}

/** The settings of an environment. Throws SettingsWrong with a sentence for each that cannot be used. */
export function readSettings(environment: Environment): Settings {
  const faults: string[] = []

  const given = (name: Name): string | null => environment[name]?.trim() || null
  const read = <Value>(name: Name, { read }: Setting<Value>, fallback: Value): Value => {
    const text = given(name)
    if (text === null) return fallback
    try {
      return read(text)
    } catch (problem) {
      if (!(problem instanceof Wrong)) throw problem
      faults.push(`${name} ${problem.message}`)
      return fallback
    }
  }

  const kind = read('NODE_ENV', known.NODE_ENV, 'development' as const)
  const databaseUrl = read<string | null>('DATABASE_URL', known.DATABASE_URL, null)
  const demonstration = read('DEMONSTRATION', known.DEMONSTRATION, databaseUrl === null && kind !== 'production')
  if (!demonstration && given('OUT_OF_HOURS_NUMBER') === null) {
    faults.push('OUT_OF_HOURS_NUMBER is missing: give the number that people ring at night when a child is in danger.')
  }
  const dataFolder = read('DATA_FOLDER', known.DATA_FOLDER, resolve('data'))
  const settings = {
    environment: kind,
    host: read('HOST', known.HOST, '127.0.0.1'),
    port: read('PORT', known.PORT, 3000),
    databaseUrl,
    databaseOwnerUrl: read<string | null>('DATABASE_OWNER_URL', known.DATABASE_OWNER_URL, null),
    databaseAuditorUrl: read<string | null>('DATABASE_AUDITOR_URL', known.DATABASE_AUDITOR_URL, null),
    dataFolder,
    trustProxy: read('TRUST_PROXY', known.TRUST_PROXY, false),
    secureCookies: read('SECURE_COOKIES', known.SECURE_COOKIES, false),
    demonstration,
    demonstrationChildren: read('DEMONSTRATION_CHILDREN', known.DEMONSTRATION_CHILDREN, 3000),
    outOfHoursNumber: read('OUT_OF_HOURS_NUMBER', known.OUT_OF_HOURS_NUMBER, '01632 960999'),
    pickUpFolder: read<string | null>('PICK_UP_FOLDER', known.PICK_UP_FOLDER, null),
    mail: readMail(
      {
        SMTP_URL: read<string | null>('SMTP_URL', known.SMTP_URL, null),
        MAIL_FROM: read<string | null>('MAIL_FROM', known.MAIL_FROM, null),
        NOTIFY_API_KEY: read<string | null>('NOTIFY_API_KEY', known.NOTIFY_API_KEY, null),
        NOTIFY_TEMPLATE_ID: read<string | null>('NOTIFY_TEMPLATE_ID', known.NOTIFY_TEMPLATE_ID, null),
        NOTIFY_URL: read<string | null>('NOTIFY_URL', known.NOTIFY_URL, null),
      },
      sentence => faults.push(sentence),
    ),
    uploadLimit: read('UPLOAD_LIMIT_MB', known.UPLOAD_LIMIT_MB, 200) * 1024 * 1024,
    rateLimit: read('RATE_LIMIT', known.RATE_LIMIT, 600),
    logLevel: read('LOG_LEVEL', known.LOG_LEVEL, 'info' as const),
  }
  const secret = read<string | null>('SESSION_SECRET', known.SESSION_SECRET, null)
  const key = read<string | null>('ENCRYPTION_KEY', known.ENCRYPTION_KEY, null)
  if (faults.length > 0) throw new SettingsWrong(faults)
  return {
    ...settings,
    sessionSecret: secret ?? keptSecret(dataFolder, 'session-secret', 'SESSION_SECRET'),
    encryptionKey: createHash('sha256')
      .update(key ?? keptSecret(dataFolder, 'encryption-key', 'ENCRYPTION_KEY'))
      .digest(),
  }
}

/** A secret of this data folder, made when there is none; only its owner can read it. Throws SettingsWrong when it cannot be kept. */
function keptSecret(folder: string, name: string, setting: string): string {
  const file = join(folder, name)
  try {
    mkdirSync(folder, { recursive: true })
    // 'wx': of two processes that start at once, the second reads what the first wrote.
    if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (problem) {
    if (!existsSync(file)) {
      const reason = problem instanceof Error ? problem.message : String(problem)
      throw new SettingsWrong([`DATA_FOLDER cannot be written (${reason}): name another folder, or set ${setting}.`])
    }
  }
  return readFileSync(file, 'utf8').trim()
}
