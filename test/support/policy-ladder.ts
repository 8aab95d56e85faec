import type { Asker, PlantedChild, Row, Sees } from './policy.ts'
import { traceHolders, traceSight } from './policy-trace.ts'

/** Who takes a case up the ladder, decides on section 19, says who may sign, and enquires where a child is. */
export const ladderHolders = (casework: string[]): Record<string, string[]> => ({
  ...traceHolders(casework),
  'cases.escalate': ['team_manager'],
  'section_19.decide': ['cme_officer', 'fair_access_officer', 'team_manager'],
  'delegations.read': [...casework, 'director', 'administrator', 'auditor'],
  'delegations.change': ['team_manager', 'administrator'],
})

/** What hangs on a case is for whoever sees the case; who may sign is no secret of those who ask for a signature. */
export const ladderSight = ({
  here,
  holds,
  ofCase,
  reaches,
  childOf,
}: {
  here: (who: Asker, row: Row) => boolean
  holds: (who: Asker, permission: string) => boolean
  ofCase: Sees
  reaches: (who: Asker, child: PlantedChild) => boolean
  childOf: (world: Parameters<Sees>[2], row: Row) => PlantedChild
}): Record<string, Sees> => ({
  ...traceSight({ here, holds, reaches, childOf }),
  ...{ ladder_step: ofCase, section_19_decision: ofCase },
  delegation: (who, row) => here(who, row) && holds(who, 'delegations.read'),
})
