import { type Read, withSightOf } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { caseById } from '../cases/index.ts'
import { actingAs } from '../people/index.ts'
import { briefOf } from './item-frame.ts'
import { type Item, itemById, type Meeting, presentAt } from './queries.ts'

const came: readonly string[] = ['room', 'remote', 'substitute']

/** Everybody before whom something is shown: as whom each may see it. Null where it is not known who somebody is. */
export type Audience = readonly Person[] | null

/** As whom each of some accounts may see panels. */
async function sightsOf(tx: Read, accounts: readonly string[], today: Person['today']): Promise<Audience> {
  const sights: Person[] = []
  for (const account_id of accounts) {
    const as = await actingAs(tx, account_id, 'panels.read', today)
    if (as.length === 0) return null
    sights.push(...as)
  }
  return sights
}

/** Everybody who came to a meeting by its attendance. Null where nobody is recorded, or it is not known who a substitute is. */
export async function thoseThere(tx: Read, reader: Person, at: Meeting): Promise<Audience> {
  const there = (await presentAt(tx, at.id)).filter(one => came.includes(one.how))
  const accounts = there.flatMap(one => (one.how === 'substitute' ? (one.substitute_id ?? []) : one.account_id))
  if (accounts.length === 0 || accounts.length < there.length) return null
  return sightsOf(tx, [...new Set(accounts)], reader.today)
}

/** One person as everybody whom they may act as. Null where that cannot be known. */
export const oneReader = (tx: Read, reader: Person, account_id: string): Promise<Audience> =>
  sightsOf(tx, [account_id], reader.today)

export interface Shown {
  name: string
  brief: string[]
}

async function asSeen(tx: Read, id: string, today: Person['today']): Promise<Shown | null> {
  const item = await itemById(tx, id)
  const found = item && (await caseById(tx, item.case_id))
  return found ? { name: item.known_as ?? 'A child', brief: await briefOf(tx, { item, found }, today) } : null
}

/**
 * A child of a meeting as everybody of an audience may see it, the reader included: a line that one of them would read
 * otherwise, or not at all, is left out. Null where one of them sees nothing of it.
 */
export async function shownToAll(tx: Read, reader: Person, item: Item, audience: Audience): Promise<Shown | null> {
  const own = await asSeen(tx, item.id, reader.today)
  if (own === null || audience === null) return null
  let { brief } = own
  for (const person of audience) {
    const theirs = await withSightOf(tx, reader, person, as => asSeen(as, item.id, person.today))
    if (theirs === null) return null
    const lines = new Set(theirs.brief)
    if (theirs.name !== own.name) own.name = 'A child'
    brief = brief.filter(line => lines.has(line))
  }
  return { name: own.name, brief }
}
