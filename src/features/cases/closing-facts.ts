import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { type Day, formatDay } from '../../rulebook/index.ts'
import {
  type CircumstanceInput,
  type EnrolmentInput,
  type ProvisionInput,
  recordCircumstance,
  recordEnrolment,
  recordProvision,
} from '../children/index.ts'
import type { FoundSchool } from '../schools/index.ts'
import type { Closing } from './close-form.ts'
import { decisions } from './codes.ts'
import { endOrTakeBack } from './decide.ts'

/** What closing a case records of the child, from a day on, and the sentence that says so. */
export type ClosingFact = { from: Day; sentence: string } & (
  | { enrolment: EnrolmentInput }
  | { provision: ProvisionInput }
  | { circumstance: CircumstanceInput }
)

/** The fact that a closing reason with its proof amounts to; null for a reason that only closes the case. */
export function closingFact(
  of: { id: string; person_id: string },
  closing: Closing,
  school: FoundSchool | null,
): ClosingFact | null {
  const { person_id } = of
  const enrolled = (from: Day | null): ClosingFact | null => {
    if (school === null || from === null) return null
    const { urn: school_urn, in_area, sector } = school
    return {
      from,
      sentence: `The child is recorded as on the roll of ${school.name} from ${formatDay(from)}.`,
      enrolment: { person_id, school_urn, in_area, sector, starts_on: from, year_group: null, weekly_hours: null },
    }
  }
  const happened = (
    kind: CircumstanceInput['kind'],
    from: Day | null,
    detail: string,
    sentence: string,
  ): ClosingFact | null =>
    from === null
      ? null
      : {
          from,
          sentence: `${sentence} ${formatDay(from)}.`,
          circumstance: { person_id, kind, starts_on: from, ends_on: null, detail, case_id: of.id },
        }
  switch (closing.closing_reason) {
    case 'placed_at_school':
      return enrolled(closing.attended_on)
    case 'on_roll_elsewhere':
      return enrolled(closing.on_roll_since)
    case 'home_education_confirmed':
      return provided(person_id, 'home_education', closing.home_educated_from, null, null, 'Home education')
    case 'council_education': {
      const { provider, weekly_hours, provision_from } = closing
      return provided(person_id, 'alternative', provision_from, weekly_hours, provider, `Education with ${provider}`)
    }
    case 'moved_to_authority': {
      const to = `To authority ${closing.authority_number}, which has accepted`
      return happened('moved_away', closing.moved_on, `${to}.`, `The child is recorded as moved away. ${to}, from`)
    }
    case 'moved_abroad': {
      const to = `To ${closing.country}`
      return happened('moved_away', closing.left_on, `${to}.`, `The child is recorded as moved away. ${to}, from`)
    }
    case 'died':
      return happened('died', closing.died_on, closing.evidence, 'The child is recorded as having died on')
    default:
      return null
  }
}

function provided(
  person_id: string,
  kind: ProvisionInput['kind'],
  from: Day | null,
  weekly_hours: number | null,
  provider: string | null,
  what: string,
): ClosingFact | null {
  if (from === null) return null
  return {
    from,
    sentence: `${what} is recorded from ${formatDay(from)}.`,
    provision: { person_id, kind, starts_on: from, ends_on: null, weekly_hours, provider, note: null },
  }
}

/** Records it, and ends what the council had decided or arranged for the time until then. */
export async function recordClosingFact(tx: Write, actor: Person, person_id: string, fact: ClosingFact): Promise<void> {
  if (!('circumstance' in fact && fact.circumstance.kind === 'died')) {
    await endOrTakeBack(tx, actor, person_id, [...decisions.map(({ value }) => value), 'moved_away'], fact.from)
    await endInterim(tx, actor, person_id, fact.from)
  }
  if ('enrolment' in fact) await recordEnrolment(tx, actor, fact.enrolment)
  else if ('provision' in fact) await recordProvision(tx, actor, fact.provision)
  else await recordCircumstance(tx, actor, fact.circumstance)
}

/** Interim education is arranged until there is something lasting: the open facts are retracted and recorded with their end. */
async function endInterim(tx: Write, actor: Person, person_id: string, ends_on: Day): Promise<void> {
  await sql`WITH open AS (
      SELECT f.* FROM provision_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
      WHERE r.person_id = ${person_id} AND f.retracted_at IS NULL AND f.kind = 'interim' AND (f.ends_on IS NULL OR f.ends_on > ${ends_on})
    ), gone AS (
      UPDATE provision_fact f SET retracted_at = now(), retracted_by = ${actor.account_id} FROM open WHERE f.authority_id = open.authority_id AND f.id = open.id RETURNING f.id
    )
    INSERT INTO provision_fact (authority_id, record_id, starts_on, ends_on, source, recorded_by, sealed, kind, weekly_hours, provider, school_urn, note)
    SELECT authority_id, record_id, starts_on, ${ends_on}::date, 'council', ${actor.account_id}, sealed, kind, weekly_hours, provider, school_urn, note
    FROM open WHERE starts_on < ${ends_on}`.execute(tx)
}
