import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { FormKeys, FormValues } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { CaseRefused, finish } from '../cases/index.ts'
import { type HomeTold, homesTold } from '../children/index.ts'
import { answerRisk, lockedBecause } from './actions.ts'
import { visitUrl } from './addresses.ts'
import { beginOnTrace, tellCase } from './begin.ts'
import type { visitForm } from './forms.ts'
import { sideOf, type Trace } from './queries.ts'

/** The homes of the child of a trace; sources are told by name to the council only. */
export const homesFor = (tx: Parameters<typeof homesTold>[0], actor: Person, trace: Trace): Promise<HomeTold[]> =>
  homesTold(tx, trace.person_id, actor.today, sideOf(actor) === 'council')

/**
 * Makes the sheet for a visit. A fear of danger locks instead, as at any step.
 * @returns where it goes on. @throws CaseRefused where visits are locked, no such home is known, or a disputed address has no reason given; UsedAlready.
 */
export async function makeVisit(
  tx: Write,
  actor: Person,
  trace: Trace,
  input: FormValues<ReturnType<typeof visitForm>>,
  keys: FormKeys,
): Promise<string> {
  if (input.answer !== 'no')
    return answerRisk(tx, actor, trace, { step: 'Q3', answer: input.answer, said: input.said }, keys)
  const said = await beginOnTrace(tx, trace, keys, { strict: false, field: 'home' })
  const locked = lockedBecause(said, 'Q3')
  if (locked !== null) throw new CaseRefused('answer', locked)
  const home = (await homesFor(tx, actor, trace)).find(({ address }) => address === input.home)
  if (!home) throw new CaseRefused('home', 'That home is no longer the one on record: choose again')
  const disputed = home.disputed.length === 0 ? null : home.disputed.join('\n')
  if (disputed !== null && input.because === null)
    throw new CaseRefused(
      'because',
      `This address is disputed (${home.disputed.join('; ')}): say why somebody is to go there all the same`,
    )
  const because = disputed === null ? null : input.because
  const { rows } = await sql<{ id: string }>`
    INSERT INTO trace_visit (authority_id, trace_id, side, address, told, disputed, because, visitors, planned_on, made_on, made_by)
    VALUES (identity.authority(), ${trace.id}, ${sideOf(actor)}, ${home.address}, ${home.told}, ${disputed}, ${because}, ${input.visitors},
      ${input.planned_on}::date, ${actor.today}::date, ${actor.account_id}) RETURNING id`.execute(tx)
  if (sideOf(actor) === 'council')
    await tellCase(
      tx,
      actor,
      trace,
      `A visit is planned for ${formatDay(input.planned_on)}, by ${input.visitors}.${because === null ? '' : `\nThe address is disputed. ${because}`}`,
    )
  const href = visitUrl(trace.id, rows[0]?.id ?? '')
  await finish(tx, actor, keys, href)
  return href
}
