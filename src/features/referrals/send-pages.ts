import { sql } from 'kysely'
import type { Pages, Parts, Writing } from '../../ground/feature.ts'
import { formatDay, referralPolicyOn } from '../../rulebook/index.ts'
import { statusUrl } from './addresses.ts'
import { carriedPast, readAll } from './carry.ts'
import { type FormDoor, onwardFrom } from './doors.ts'
import { drawCheck, drawStep, keptOf } from './form-pages.ts'
import { questionsOf } from './questions.ts'
import { sendReferral } from './send.ts'
import { keepDraft, secondsOpen, slipOf } from './slips.ts'
import { slipPage } from './views.ts'

/** Nobody answers every page faster than this. */
const leastSeconds = 8

/** Saving the form for later, and sending it. Both give a slip with a reference and a code. */
export function sendPages(page: Pages, parts: Parts, door: FormDoor): void {
  const { base, may, audit } = door
  const limit = door.limit ? { limit: door.limit } : {}

  page.post(`${base}/save`, { may, audit: `${audit}: saved for later`, ...limit }, async asked => {
    const { body, identity, today, tx, reply } = asked
    const as = door.as(identity)
    const kept = keptOf(parts, body)
    const slip = slipOf(parts.settings.sessionSecret, kept.once)
    const answers = carriedPast(questionsOf(as, today), body, null)
    const last = await keepDraft(tx, slip, as, { ...kept, answers }, today)
    return reply.page(slipPage, {
      title: last === null ? 'This form was sent before' : 'Your form is saved',
      says:
        last === null
          ? 'Nothing more was saved. With the reference and the code you can see how far it is.'
          : `It has not been sent. You can continue it until ${formatDay(last)}; then it is removed.`,
      ...slip,
      next: [
        'Write both down, or print this page. Nobody can look the code up for you.',
        'If a child is in danger, do not wait: ring 999.',
      ],
      link:
        last === null
          ? { href: statusUrl, text: 'See how far it is' }
          : { href: `${base}/continue`, text: 'Continue the form' },
    })
  })

  page.post(`${base}/send`, { may, audit: `${audit}: sent`, ...limit }, async asked => {
    const { body, identity, today, tx, reply } = asked
    const as = door.as(identity)
    const questions = questionsOf(as, today)
    const kept = keptOf(parts, body)
    const filled = { door, questions, body, kept }
    const read = readAll(questions, body)
    if (!read.ok) return drawStep(asked, filled, read.step, read.failed)
    const fault = as === 'public' ? madeByProgram(parts, asked, kept) : null
    if (fault !== null) return drawCheck(asked, filled, fault)
    const slip = slipOf(parts.settings.sessionSecret, kept.once)
    await sendReferral(tx, identity, await authorityOf(asked), as, read.answers, slip)
    return reply.page(slipPage, {
      title: 'We have received it',
      says: 'Thank you. Your reference and your code are below.',
      ...slip,
      next: [
        `An officer looks at it within ${withinText(today)}.`,
        'With the reference and the code you can see whether it was received, is being looked at or is finished. Write both down: nobody can look the code up for you.',
        'If a child is in danger now, do not wait for us: ring 999.',
      ],
      link: onwardFrom(identity) ?? { href: statusUrl, text: 'See how far it is' },
    })
  })
}

/** Within how long somebody's name is on a referral, in words. */
export function withinText(today: Writing['today']): string {
  const { days, unit } = referralPolicyOn(today).named_within.value
  const one = { school_days: 'school day', working_days: 'working day', calendar_days: 'day' }[unit]
  return days === 1 ? `1 ${one}` : `${days} ${one}s`
}

async function authorityOf({ tx, identity }: Pick<Writing, 'tx' | 'identity'>): Promise<string> {
  if (identity.authority_id !== null) return identity.authority_id
  const { rows } = await sql<{ id: string }>`SELECT id FROM authority ORDER BY created_at LIMIT 1`.execute(tx)
  const [first] = rows
  if (!first) throw new Error('There is no authority to refer a child to.')
  return first.id
}

/** Why this looks like the work of a program, in a sentence that a person who was too quick can act on; null otherwise. */
function madeByProgram(
  parts: Parts,
  { body }: Pick<Writing, 'body'>,
  kept: { once: string; opened: string },
): string | null {
  if (typeof body.website === 'string' && body.website !== '')
    return 'Leave the field “Website” empty: it is there to catch programs. Then send the form again'
  const open = secondsOpen(parts.settings.sessionSecret, kept.once, kept.opened, parts.now())
  if (open === null || open < leastSeconds)
    return 'This was sent faster than a person fills it in, so nothing was sent: wait ten seconds and press “Send” again'
  return null
}
