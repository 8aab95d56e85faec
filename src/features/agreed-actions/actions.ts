import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { FormKeys } from '../../ground/web/forms.ts'
import { type Day, formatDay } from '../../rulebook/index.ts'
import { addEntry, begin, CaseRefused, type CouncilCase, caseUrl, finish, officersOn } from '../cases/index.ts'

/**
 * Adds an action to an open case that is locked already, with its entry. @returns it in words.
 * @throws CaseRefused for an owner who may not work on cases.
 */
export async function addAction(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  { what, owner_id, due_on, panel_item_id }: { what: string; owner_id: string; due_on: Day; panel_item_id?: string },
): Promise<string> {
  const owner = (await officersOn(tx, actor.today)).find(officer => officer.account_id === owner_id)
  if (!owner) throw new CaseRefused('owner_id', 'This officer may not work on cases any longer: choose another')
  await sql`INSERT INTO agreed_action (authority_id, case_id, person_id, sealed, what, owner_id, due_on, agreed_on, agreed_by, panel_item_id)
    VALUES (identity.authority(), ${found.id}, ${found.person_id}, ${found.sealed}, ${what}, ${owner_id}, ${due_on}::date, ${actor.today}::date, ${actor.account_id}, ${panel_item_id ?? null})`.execute(
    tx,
  )
  const by = `By ${owner.name}, until ${formatDay(due_on)}.`
  await addEntry(tx, actor, found, {
    ...{ kind: 'action', happened_on: actor.today, text: `Agreed: ${what}\n${by}` },
    ...(panel_item_id === undefined ? {} : { panel_item_id }),
  })
  return `${what} ${by}`
}

/** Agrees an action of a case. @throws CaseRefused for an owner who may not work on cases; UsedAlready, Stale. */
export async function agree(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  input: { what: string; owner_id: string; due_on: Day },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  await addAction(tx, actor, found, input)
  await finish(tx, actor, keys, caseUrl(found.id))
}

/** Says that an action was done or is dropped. @throws CaseRefused where somebody said so before; UsedAlready, Stale. */
export async function endAction(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  { id, outcome, outcome_text }: { id: string; outcome: 'done' | 'dropped'; outcome_text: string },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  const { rows } = await sql<{
    what: string
  }>`UPDATE agreed_action SET outcome = ${outcome}, outcome_text = ${outcome_text}, ended_on = ${actor.today}::date,
      ended_by = ${actor.account_id} WHERE id = ${id} AND case_id = ${found.id} AND ended_on IS NULL RETURNING what`.execute(
    tx,
  )
  const [ended] = rows
  if (!ended) throw new CaseRefused('outcome', 'Somebody said already what became of this action: see the case')
  await addEntry(tx, actor, found, {
    kind: 'action',
    happened_on: actor.today,
    text: `${outcome === 'done' ? 'Done' : 'Dropped'}: ${ended.what}\n${outcome_text}`,
  })
  await finish(tx, actor, keys, caseUrl(found.id))
}
