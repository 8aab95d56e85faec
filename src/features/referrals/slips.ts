import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import { addDays, type Day, referralPolicyOn } from '../../rulebook/index.ts'
import type { Carried } from './carry.ts'
import type { ReferralState, ReferredAs } from './codes.ts'

/** With these two words whoever referred comes back, without an account. */
export interface Slip {
  reference: string
  code: string
}

/** Letters and figures that are not taken for one another when they are read out. */
const alphabet = 'ABCDEFGHJKMNPQRTUVWXY346789'

/** @returns so many characters that nobody can make without the secret. */
function word(secret: string, about: string, length: number): string {
  const bytes = createHmac('sha256', secret).update(about).digest()
  return [...bytes.subarray(0, length)].map(byte => alphabet[byte % alphabet.length]).join('')
}

const inFours = (text: string): string => text.match(/.{1,4}/g)?.join('-') ?? text

/**
 * The slip of one form, by its key: a second press of the button gives the same one. Eight characters for the reference; twelve, of
 * more than 50 bits, for the code.
 */
export const slipOf = (secret: string, once: string): Slip => ({
  reference: inFours(word(secret, `referral reference\n${once}`, 8)),
  code: inFours(word(secret, `referral code\n${once}`, 12)),
})

/** What somebody typed, as it is kept: case, spaces and dashes do not matter. */
const plain = (typed: string): string => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
const referenceKey = (typed: string): string => inFours(plain(typed))
const hashOf = (code: string): Buffer => createHash('sha256').update(plain(code)).digest()

/** A form that was saved and not sent. */
export interface Draft {
  once: string
  opened: string
  answers: readonly Carried[]
}

/** Keeps a form that is not sent yet. @returns the last day on which it can be continued; null when it was sent before. */
export async function keepDraft(tx: Write, slip: Slip, as: ReferredAs, draft: Draft, today: Day): Promise<Day | null> {
  const until = addDays(today, referralPolicyOn(today).draft_for_days.value)
  return (await keepSlip(tx, slip, JSON.stringify(draft), as, until)) ? addDays(until, -1) : null
}

/** Gives out the slip of a form that is being sent. False when it was sent before. */
export const useSlip = (tx: Write, slip: Slip, as: ReferredAs, today: Day): Promise<boolean> =>
  keepSlip(tx, slip, null, as, addDays(today, referralPolicyOn(today).status_for_days.value))

async function keepSlip(tx: Write, slip: Slip, said: string | null, as: ReferredAs, until: Day): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`
    SELECT keep_referral_slip(${slip.reference}, ${hashOf(slip.code)}, ${said}::jsonb, ${as}, ${until}::date) AS kept`.execute(
    tx,
  )
  return rows[0]?.kept ?? false
}

/** The form that was saved under a reference and code; undefined for a wrong one, a sent one and one that has expired alike. */
export async function draftOf(tx: Read, typed: Slip, as: ReferredAs): Promise<Draft | undefined> {
  const { rows } = await sql<{ answers: Draft; referred_as: string }>`
    SELECT answers, referred_as FROM referral_draft(${referenceKey(typed.reference)}, ${hashOf(typed.code)})`.execute(
    tx,
  )
  return rows.find(row => row.referred_as === as)?.answers
}

/** What became of a referral, in one of three words; null for a wrong reference or code and an expired one alike. */
export async function statusOf(tx: Read, typed: Slip): Promise<ReferralState | null> {
  const { rows } = await sql<{ state: ReferralState | null }>`
    SELECT referral_status(${referenceKey(typed.reference)}, ${hashOf(typed.code)}) AS state`.execute(tx)
  return rows[0]?.state ?? null
}

/** When a form was opened, signed, so that a program cannot say that it was opened long ago. */
export const openedAt = (secret: string, once: string, now: Date): string => {
  const at = String(now.getTime())
  return `${at}.${createHmac('sha256', secret).update(`referral opened\n${once}\n${at}`).digest('base64url')}`
}

/** For how many seconds a form has been open; null when it does not say so itself. */
export function secondsOpen(secret: string, once: string, opened: unknown, now: Date): number | null {
  const [at = '', signed = ''] = typeof opened === 'string' ? opened.split('.') : []
  const [, expected = ''] = openedAt(secret, once, new Date(Number(at))).split('.')
  const same = signed.length === expected.length && timingSafeEqual(Buffer.from(signed), Buffer.from(expected))
  return same ? (now.getTime() - Number(at)) / 1000 : null
}
