import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { decrypt, encrypt } from '../../ground/kept-secret.ts'
import type { FormKeys, FormValues } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { readWorkingCalendar } from '../calendars/index.ts'
import { addEntry, begin, CaseRefused, type CouncilCase, finish } from '../cases/index.ts'
import { dangerOpenOn } from '../tracing/index.ts'
import { packetUrl } from './addresses.ts'
import { answerText, asks, replyWithin } from './codes.ts'
import type { addForm, answerForm, askForm } from './forms.ts'
import {
  type EnquiryBody,
  fingerprintOf,
  type KeyPair,
  makeKeys,
  open,
  type PacketBody,
  type ReplyBody,
  readKeyFile,
  seal,
} from './packet-text.ts'
import {
  childToAsk,
  enquiryAnswered,
  hasCome,
  type OtherCouncil,
  otherCouncils,
  ownKey,
  type Packet,
} from './queries.ts'

/** Why nothing was recorded, in a sentence, and the field that says how to mend it. */
export class PacketRefused extends Error {
  readonly field: string
  constructor(field: string, sentence: string) {
    super(sentence)
    this.field = field
  }
}

/** Makes the key of this authority. What was signed with the one before stays as it is. */
export async function makeOwnKey(tx: Write, actor: Person, encryptionKey: Buffer): Promise<void> {
  const { public_key, secret } = makeKeys()
  const id = randomUUID()
  await sql`UPDATE council_key SET ended_on = ${actor.today}::date, ended_by = ${actor.account_id} WHERE ended_on IS NULL`.execute(
    tx,
  )
  await sql`INSERT INTO council_key (authority_id, id, public_key, secret, fingerprint, made_on, made_by)
    VALUES (identity.authority(), ${id}, ${public_key}, ${encrypt(encryptionKey, id, secret.toString('base64'))}, ${fingerprintOf(public_key)},
      ${actor.today}::date, ${actor.account_id})`.execute(tx)
}

/** Adds a council whose key was compared. @throws PacketRefused where the file is none, the fingerprints differ, or it is known already. */
export async function addCouncil(
  tx: Write,
  actor: Person,
  { key_file, fingerprint, checked_how }: FormValues<ReturnType<typeof addForm>>,
): Promise<void> {
  const read = readKeyFile(key_file)
  if ('problem' in read) throw new PacketRefused('key_file', read.problem)
  const { code, name, public_key } = read
  const plain = (text: string): string => text.toUpperCase().replaceAll(/[^0-9A-F]/g, '')
  if (plain(fingerprint) !== plain(fingerprintOf(public_key)))
    throw new PacketRefused(
      'fingerprint',
      'The fingerprint that the council told you is not that of this file: do not use the file, and ask that council again',
    )
  const own = await tx
    .selectFrom('authority')
    .where('id', '=', actor.authority_id)
    .select('code')
    .executeTakeFirstOrThrow()
  if (own.code === code) throw new PacketRefused('key_file', 'This is the key of your own council')
  if ((await otherCouncils(tx)).some(one => one.code === code && one.ended_on === null))
    throw new PacketRefused('key_file', `A key of ${name} is in use: end it first`)
  await sql`INSERT INTO other_council (authority_id, code, name, public_key, fingerprint, checked_how, checked_on, checked_by)
    VALUES (identity.authority(), ${code}, ${name}, ${public_key}, ${fingerprintOf(public_key)}, ${checked_how}, ${actor.today}::date, ${actor.account_id})`.execute(
    tx,
  )
}

/** Ends a council's key: nothing signed with it is opened from then on. @returns whether there was one to end. */
export async function endCouncil(tx: Write, actor: Person, id: string, because: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`UPDATE other_council SET ended_on = ${actor.today}::date, ended_by = ${actor.account_id}, ended_because = ${because}
    WHERE id = ${id} AND ended_on IS NULL`.execute(tx)
  return numAffectedRows === 1n
}

async function signing(tx: Write, encryptionKey: Buffer): Promise<KeyPair> {
  const key = await ownKey(tx)
  if (!key)
    throw new CaseRefused('council', 'This council has no key yet: an administrator makes one, under Other councils')
  return { public_key: key.public_key, secret: Buffer.from(decrypt(encryptionKey, key.id, key.secret), 'base64') }
}

const ourselves = (tx: Write, actor: Person) =>
  tx.selectFrom('authority').where('id', '=', actor.authority_id).select(['code', 'name']).executeTakeFirstOrThrow()

/**
 * Makes a signed enquiry after the child of a case. @returns its page, from which the file is taken.
 * @throws CaseRefused while a danger is feared, without a key, or where the child has no name; UsedAlready, Stale.
 */
export async function askCouncil(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  { council, last_address }: FormValues<ReturnType<typeof askForm>>,
  keys: FormKeys,
  encryptionKey: Buffer,
): Promise<string> {
  await begin(tx, found, keys)
  if (await dangerOpenOn(tx, found.id))
    throw new CaseRefused(
      'council',
      'A danger is feared: no other council is asked until the named safeguarding lead has unlocked the enquiries',
    )
  const other = (await otherCouncils(tx)).find(({ id, ended_on }) => id === council && ended_on === null)
  if (!other) throw new CaseRefused('council', 'This council’s key is no longer in use: choose another')
  const child = await childToAsk(tx, found.person_id)
  if (!child || child.surname === '')
    throw new CaseRefused('council', 'The child has no last name on record: record one first')
  const due_on = (await readWorkingCalendar()).workingDaysAfter(actor.today, replyWithin)
  const body: EnquiryBody = {
    ...{ onroll: 1, kind: 'enquiry', id: randomUUID(), from: await ourselves(tx, actor) },
    to: { code: other.code, name: other.name },
    ...{ made_on: actor.today, due_on, child: { ...child, last_address }, asks },
  }
  const text = seal(body, await signing(tx, encryptionKey))
  const id = await keep(tx, actor, { other, body, text, direction: 'out', found, due_on: body.due_on })
  await addEntry(tx, actor, found, {
    kind: 'enquiry',
    happened_on: actor.today,
    text: `Asked of ${other.name}, in a signed packet: ${asks} A reply is due by ${formatDay(due_on)}.`,
  })
  await finish(tx, actor, keys, packetUrl(id))
  return packetUrl(id)
}

/** Answers an enquiry of another council with a signed reply. @returns its page. @throws PacketRefused where it was answered; CaseRefused without a key. */
export async function answerEnquiry(
  tx: Write,
  actor: Person,
  enquiry: Packet,
  { answer, from_on, school, contact, note }: FormValues<ReturnType<typeof answerForm>>,
  encryptionKey: Buffer,
): Promise<string> {
  if (enquiry.answered_by !== null) throw new PacketRefused('answer', 'Somebody answered it already: see the reply')
  const other = (await otherCouncils(tx)).find(({ id }) => id === enquiry.other_id)
  if (!other || other.ended_on !== null)
    throw new PacketRefused('answer', 'That council’s key is no longer in use: ring them, and have its new key added')
  const body: ReplyBody = {
    ...{ onroll: 1, kind: 'reply', id: randomUUID(), answers: enquiry.travels_as, from: await ourselves(tx, actor) },
    to: { code: other.code, name: other.name },
    ...{ made_on: actor.today, answer, contact, note: note ?? '' },
    from_on: answer === 'not_known' ? null : from_on,
    school: answer === 'on_roll_here' ? school : null,
  }
  const text = seal(body, await signing(tx, encryptionKey))
  const id = await keep(tx, actor, { other, body, text, direction: 'out', found: null, due_on: null })
  return packetUrl(id)
}

/**
 * Reads a packet that came. A reply goes into the chronology of the case that asked.
 * @returns its page. @throws PacketRefused where it is none, was altered, is for another council, came before, or answers nothing that was asked.
 */
export async function readPacket(tx: Write, actor: Person, text: string): Promise<string> {
  const known = await otherCouncils(tx)
  const opened = open(
    text,
    (code, print) =>
      known.find(one => one.code === code && one.fingerprint === print && one.ended_on === null)?.public_key ?? null,
  )
  if ('problem' in opened) throw new PacketRefused('packet_file', opened.problem)
  const { body } = opened
  const own = await ourselves(tx, actor)
  if (body.to.code !== own.code)
    throw new PacketRefused(
      'packet_file',
      `It is for ${body.to.name} (${body.to.code}) and not for this council: send it back`,
    )
  const other = known.find(one => one.code === body.from.code && one.ended_on === null)
  if (!other) throw new PacketRefused('packet_file', 'The key of its sender was ended a moment ago')
  const before = await hasCome(tx, other.id, body.id)
  if (before !== null) return packetUrl(before)
  if (body.kind === 'enquiry')
    return packetUrl(await keep(tx, actor, { other, body, text, direction: 'in', found: null, due_on: body.due_on }))
  const asked = await enquiryAnswered(tx, other.id, body.answers)
  if (!asked || asked.case_id === null || asked.person_id === null)
    throw new PacketRefused('packet_file', `It answers an enquiry that this council did not make of ${other.name}`)
  if (asked.answered_by !== null)
    throw new PacketRefused(
      'packet_file',
      `${other.name} has answered this enquiry already with another packet: ring them`,
    )
  const found = await caseOfPacket(tx, asked.case_id)
  const id = await keep(tx, actor, { other, body, text, direction: 'in', found, due_on: null })
  await addEntry(tx, actor, found, { kind: 'enquiry', happened_on: actor.today, text: replyText(other.name, body) })
  return packetUrl(id)
}

/** A reply in words. */
export function replyText(other: string, { answer, from_on, school, contact, note }: ReplyBody): string {
  const since = from_on === null ? '' : `, from ${formatDay(from_on as Parameters<typeof formatDay>[0])}`
  const at = school === null ? '' : ` School: ${school}.`
  return [
    `${other} answers: ${answerText(answer)}${since}.${at}`,
    ...(note === '' ? [] : [note]),
    `Contact: ${contact}`,
  ].join('\n')
}

async function caseOfPacket(tx: Write, id: string) {
  const { rows } = await sql<{ id: string; person_id: string; sealed: boolean }>`
    SELECT id, person_id, sealed FROM council_case WHERE id = ${id}`.execute(tx)
  const [found] = rows
  if (!found)
    throw new PacketRefused('packet_file', 'The case that asked is not yours to see: give the packet to its lead')
  return found
}

async function keep(
  tx: Write,
  actor: Person,
  given: {
    other: OtherCouncil
    body: PacketBody
    text: string
    direction: 'out' | 'in'
    found: { id: string; person_id: string; sealed: boolean } | null
    due_on: string | null
  },
): Promise<string> {
  const { other, body, text, direction, found, due_on } = given
  const { rows } = await sql<{ id: string }>`
    INSERT INTO packet (authority_id, travels_as, answers, other_id, direction, kind, case_id, person_id, sealed, body, text, made_on, due_on, answer, recorded_by, recorded_on)
    VALUES (identity.authority(), ${body.id}, ${body.kind === 'reply' ? body.answers : null}, ${other.id}, ${direction}, ${body.kind}, ${found?.id ?? null},
      ${found?.person_id ?? null}, ${found?.sealed ?? false}, ${JSON.stringify(body)}::jsonb, ${text}, ${body.made_on}::date, ${due_on}::date,
      ${body.kind === 'reply' ? body.answer : null}, ${actor.account_id}, ${actor.today}::date) RETURNING id`.execute(
    tx,
  )
  return rows[0]?.id ?? ''
}
