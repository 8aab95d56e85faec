import type { Asker, PlantedChild, Row, Sees } from './policy.ts'

const ofTrace = (id: string) => `|| jsonb_build_object('trace', (SELECT to_jsonb(c) FROM trace c WHERE c.id = ${id}))`
export const traceBeside: Record<string, string> = Object.fromEntries(
  ['trace_risk', 'trace_step', 'trace_register', 'trace_signature', 'trace_visit', 'trace_ctf'].map(table => [
    table,
    ofTrace('t.trace_id'),
  ]),
)

const enquiring = ['school_head', 'school_safeguarding_lead', 'school_attendance']

/** Who reads enquiries, asks other councils, takes steps, signs, and unlocks what a danger has stopped. */
export const traceHolders = (casework: readonly string[]): Record<string, string[]> => ({
  'tracing.read': [
    ...[...casework, ...enquiring],
    ...['virtual_school', 'send_officer', 'family_worker', 'social_worker', 'youth_justice'],
  ],
  'tracing.step': [...casework, ...enquiring],
  'tracing.sign': [
    ...['cme_officer', 'fair_access_officer', 'team_manager'],
    ...['school_head', 'school_safeguarding_lead'],
  ],
  'packets.read': [...casework],
  'packets.keys': ['team_manager', 'administrator'],
  'tracing.unlock': ['cme_officer', 'fair_access_officer', 'team_manager'],
})

/** Enquiries are for whoever reaches the child; of those that a school takes part in, its own only. */
export function traceSight({
  here,
  holds,
  reaches,
  childOf,
}: {
  here: (who: Asker, row: Row) => boolean
  holds: (who: Asker, permission: string) => boolean
  reaches: (who: Asker, child: PlantedChild) => boolean
  childOf: (world: Parameters<Sees>[2], row: Row) => PlantedChild
}): Record<string, Sees> {
  const trace: Sees = (who, row, world) =>
    holds(who, 'tracing.read') &&
    reaches(who, childOf(world, row)) &&
    (who.kind === 'engine' || !enquiring.includes(who.role ?? '') || row.school_urn === who.school)
  const within: Sees = (who, row, world) => trace(who, row.trace as Row, world)
  const keys: Sees = (who, row) => here(who, row) && (holds(who, 'packets.read') || holds(who, 'packets.keys'))
  // An enquiry that came is of nobody until somebody has found the child.
  const packet: Sees = (who, row, world) =>
    here(who, row) && holds(who, 'packets.read') && (row.person_id === null || reaches(who, childOf(world, row)))
  return {
    ...{ council_key: keys, other_council: keys, packet },
    trace,
    ...{
      trace_risk: within,
      trace_step: within,
      trace_register: within,
      trace_signature: within,
      trace_visit: within,
      trace_ctf: within,
    },
  }
}
