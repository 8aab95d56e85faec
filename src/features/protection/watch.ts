import { sql } from 'kysely'
import type { Door, Write } from '../../ground/database/door.ts'
import type { Engine } from '../../ground/database/identity.ts'
import { Look } from '../../ground/look.ts'
import { addDays, type Day, dayNumber, formatDay } from '../../rulebook/index.ts'
import { tell } from '../notices/index.ts'
import { sealUrl, takeOverUrl } from './addresses.ts'

/** Days before a review on which its owner is told first. */
export const toldBefore = 14
/** An overdue review is told again so often, in days. It never lifts the seal. */
export const toldAgain = 7

/**
 * Tells the owners of seals that a review comes, is due or is overdue, and those left on a seal that one of them can no longer sign
 * in; where nobody is left, those who may seal. Each is told once. Called when the program begins to work and every few minutes.
 */
export async function watchSeals({ door }: { door: Door }, today: Day): Promise<void> {
  const authorities = await door.signIn(ask => ask<{ id: string }>('SELECT id FROM authority ORDER BY id', []))
  for (const { id } of authorities) {
    const engine: Engine = { kind: 'engine', name: 'watch over seals', authority_id: id, asked_by: null, today }
    const look = new Look({ purpose: 'seals watched over', route: 'schedule' })
    await door.write(engine, look, async tx => {
      await tellOfReviews(tx, look, today)
      await tellOfTheGone(tx, look, today)
    })
  }
}

async function tellOfReviews(tx: Write, look: Look, today: Day): Promise<void> {
  const { rows } = await sql<{ id: string; person_id: string; owner_id: string; review_on: Day }>`
    SELECT id, person_id, owner_id, review_on FROM seal WHERE lifted_at IS NULL AND review_on <= ${addDays(today, toldBefore)} ORDER BY id`.execute(
    tx,
  )
  for (const seal of rows) {
    const late = dayNumber(today) - dayNumber(seal.review_on)
    const stage = late < 0 ? 'soon' : late === 0 ? 'today' : `late ${Math.ceil(late / toldAgain)}`
    await tell(tx, [seal.owner_id], {
      kind: 'seal_review',
      person_id: seal.person_id,
      text: reviewSentence(seal.review_on, late),
      href: sealUrl(seal.person_id),
      key: `review ${seal.id} ${seal.review_on} ${stage}`,
    })
    look.saw([seal.person_id])
  }
}

const reviewSentence = (review_on: Day, late: number): string => {
  if (late < 0) return `A seal that you answer for must be looked at again by ${formatDay(review_on)}.`
  if (late === 0) return 'A seal that you answer for must be looked at again today.'
  return `A seal that you answer for should have been looked at again by ${formatDay(review_on)}. The record stays sealed until you decide.`
}

interface Standing {
  seal_id: string
  person_id: string
  owner_gone: boolean
  gone: string[]
  left: string[]
}

async function tellOfTheGone(tx: Write, look: Look, today: Day): Promise<void> {
  const { rows } = await sql<Standing>`
    WITH acting AS (SELECT DISTINCT a.id FROM account a JOIN membership m ON m.account_id = a.id AND m.authority_id = identity.authority()
        AND m.starts_on <= ${today} AND (m.ends_on IS NULL OR m.ends_on > ${today}) WHERE a.disabled_at IS NULL),
      standing AS (SELECT s.id AS seal_id, s.person_id, NOT EXISTS (SELECT FROM acting WHERE acting.id = s.owner_id) AS owner_gone,
          array_agg(n.account_id) FILTER (WHERE acting.id IS NULL) AS gone, array_agg(n.account_id) FILTER (WHERE acting.id IS NOT NULL) AS left
        FROM seal s JOIN seal_name n ON n.authority_id = s.authority_id AND n.person_id = s.person_id AND n.ended_at IS NULL AND NOT n.glass AND (n.until IS NULL OR n.until > now())
        LEFT JOIN acting ON acting.id = n.account_id WHERE s.lifted_at IS NULL GROUP BY s.id, s.person_id, s.owner_id)
    SELECT seal_id, person_id, owner_gone, coalesce(gone, '{}') AS gone, coalesce("left", '{}') AS left FROM standing WHERE gone IS NOT NULL ORDER BY seal_id`.execute(
    tx,
  )
  for (const { seal_id, person_id, owner_gone, gone, left } of rows) {
    look.saw([person_id])
    const key = `gone ${seal_id} ${gone.toSorted().join(' ')}`
    if (left.length > 0) {
      const text = owner_gone
        ? 'Whoever answered for a sealed record that you are named on can no longer sign in. One of you who may seal must take the seal over.'
        : 'Somebody named on a sealed record with you can no longer sign in. Whoever answers for the seal should end their naming.'
      await tell(tx, left, { kind: 'seal_left_behind', person_id, text, href: sealUrl(person_id), key })
      continue
    }
    // Nobody is left who could see the record. Whoever may seal learns that there is one, and no more.
    const { rows: sealers } = await sql<{
      id: string
    }>`SELECT DISTINCT a.id FROM account a JOIN membership m ON m.account_id = a.id
      JOIN role_permission p ON p.role = m.role AND p.permission = 'children.seal'
      WHERE a.disabled_at IS NULL AND m.starts_on <= ${today} AND (m.ends_on IS NULL OR m.ends_on > ${today})`.execute(
      tx,
    )
    await tell(
      tx,
      sealers.map(one => one.id),
      {
        kind: 'seal_orphaned',
        person_id: null,
        text: 'Everybody named on one of the council’s sealed records can no longer sign in, so nobody sees the child. Somebody who may seal must take it over.',
        href: takeOverUrl(seal_id),
        key,
      },
    )
  }
}
