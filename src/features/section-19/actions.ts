import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { FormKeys, FormValues } from '../../ground/web/forms.ts'
import { addDays, type Day } from '../../rulebook/index.ts'
import { addEntry, begin, CaseRefused, type CouncilCase, finish, outSince } from '../cases/index.ts'
import { recordProvision } from '../children/index.ts'
import { delegationOf } from '../delegations/index.ts'
import { isRecorded, recordHappening } from '../happenings/index.ts'
import { sectionNineteenUrl } from './addresses.ts'
import { decisionLetter } from './decision-letter.ts'
import type { decideForm } from './forms.ts'

/**
 * Decides on section 19, in writing: the decision and its letter, that the duty appeared and was decided, and the education that is arranged.
 * @throws CaseRefused for an officer to whom it is not delegated on the day; UsedAlready, Stale.
 */
export async function decideSectionNineteen(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  values: FormValues<ReturnType<typeof decideForm>>,
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  const delegation = await delegationOf(tx, actor.account_id, 'section_19', actor.today)
  if (!delegation)
    throw new CaseRefused(
      'because',
      'The authority has not delegated decisions on section 19 to you: ask an officer who may sign, or have it delegated',
    )
  const { appeared_on, because } = values
  const provides = values.provides === 'yes'
  const arranged = provides
    ? {
        provider: values.provider,
        weekly_hours: values.weekly_hours,
        starts_on: values.starts_on,
        last_on: values.last_on,
      }
    : { provider: null, weekly_hours: null, starts_on: null, last_on: null }
  const letter = decisionLetter({
    ...{ child: found.known_as ?? 'the child', authority: await authorityName(tx, actor), reference: found.reference },
    ...{ appeared_on, decided_on: actor.today, decided_by: actor.account_name, provides, because },
    ...arranged,
  })
  await sql`INSERT INTO section_19_decision (authority_id, case_id, person_id, sealed, appeared_on, decided_on, decided_by, delegation_id, provides, provider,
      weekly_hours, starts_on, last_on, because, letter)
    VALUES (identity.authority(), ${found.id}, ${found.person_id}, ${found.sealed}, ${appeared_on}::date, ${actor.today}::date, ${actor.account_id}, ${delegation.id},
      ${provides}, ${arranged.provider}, ${arranged.weekly_hours}, ${arranged.starts_on}::date, ${arranged.last_on}::date, ${because}, ${letter})`.execute(
    tx,
  )
  // That education ended opens the duty's clock by itself: it is not recorded a second time.
  if ((await outSince(tx, found.person_id, actor.today)).since !== appeared_on)
    await happen(tx, actor, found.person_id, 'duty_appeared', appeared_on)
  await happen(tx, actor, found.person_id, 'section_19_decided', actor.today)
  if (arranged.starts_on !== null)
    await recordProvision(tx, actor, {
      ...{
        person_id: found.person_id,
        kind: 'interim',
        provider: arranged.provider,
        weekly_hours: arranged.weekly_hours,
      },
      ...{ starts_on: arranged.starts_on, note: 'Arranged under section 19.' },
      ends_on: arranged.last_on === null ? null : addDays(arranged.last_on, 1),
    })
  await addEntry(tx, actor, found, { kind: 'section_19', happened_on: actor.today, text: letter })
  await finish(tx, actor, keys, sectionNineteenUrl(found.id))
}

async function happen(
  tx: Write,
  actor: Person,
  person_id: string,
  kind: 'duty_appeared' | 'section_19_decided',
  starts_on: Day,
): Promise<void> {
  if (await isRecorded(tx, person_id, { kind, school_urn: null, starts_on, not: null })) return
  await recordHappening(tx, actor, person_id, { kind, starts_on, school_urn: null })
}

async function authorityName(tx: Write, actor: Person): Promise<string> {
  const { name } = await tx
    .selectFrom('authority')
    .where('id', '=', actor.authority_id)
    .select('name')
    .executeTakeFirstOrThrow()
  return name
}
