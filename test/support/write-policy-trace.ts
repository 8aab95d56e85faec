import type { Planted, PlantedWorld } from './planted.ts'
import { exists, holds, type PlantedChild, type Row, reaches, sees } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who may begin enquiries, speak in them and for which side, unlock them, and end them. */
export function attemptsOnTraces(world: PlantedWorld): Attempt[] {
  const rows = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const children = ['on roll at A', 'sealed', 'sealed at A', 'left A for B', 'with the virtual school', 'theirs'].map(
    world.child,
  )
  const caseOf = (child: PlantedChild) => rows('council_case').find(row => row.person_id === child.person_id)?.id
  const tracesOf = (child: PlantedChild) => rows('trace').filter(row => row.person_id === child.person_id)
  const seesTrace = (who: Planted, trace: Row) => sees.trace?.(who, trace, world) ?? false
  const schoolRoles = ['school_head', 'school_safeguarding_lead', 'school_attendance']
  const sideOf = (who: Planted) => (schoolRoles.includes(who.role ?? '') ? 'school' : 'council')
  const seen = (table: string, may: (who: Planted, row: Row) => boolean) => (who: Planted) =>
    rows(table).filter(row => may(who, row)).length
  const goesOn = (trace: unknown) => (trace as Row).ended_on === null
  const key = (child: PlantedChild) =>
    `'${child.authority_id}', '${caseOf(child)}', '${child.person_id}', ${child.sealed}`
  const into = (child: PlantedChild): Attempt[] =>
    tracesOf(child).flatMap((trace, n) => {
      const begins = `'${trace.authority_id}', '${trace.id}'`
      const may = (permission: string, side: string | null) => (who: Planted) =>
        holds(who, permission) && seesTrace(who, trace) && goesOn(trace) && (side === null || sideOf(who) === side)
      return [
        ...['school', 'council'].flatMap((side): Attempt[] => [
          {
            name: `a danger feared by the ${side}, of ${child.name}, ${n}`,
            sql: `INSERT INTO trace_risk (authority_id, trace_id, side, step, answer, asked_on, asked_by)
              VALUES (${begins}, '${side}', 'Q1', 'yes', '2026-11-16', '${child.person_id}')`,
            may: may('tracing.step', side),
          },
          {
            name: `a step of the ${side}, of ${child.name}, ${n}`,
            sql: `INSERT INTO trace_step (authority_id, trace_id, risk_id, side, step, happened_on, asked, said, outcome, settles, recorded_by)
              VALUES (${begins}, '${child.person_id}', '${side}', 'Q1', '2026-11-16', 'tried', 'tried', 'nothing', true, '${child.person_id}')`,
            may: may('tracing.step', side),
          },
          {
            name: `a visit of the ${side}, of ${child.name}, ${n}`,
            sql: `INSERT INTO trace_visit (authority_id, trace_id, side, address, told, visitors, planned_on, made_on, made_by)
              VALUES (${begins}, '${side}', 'tried', 'tried', 'tried', '2026-11-16', '2026-11-16', '${child.person_id}')`,
            may: may('tracing.step', side),
          },
          {
            name: `a signature of the ${side}, of ${child.name}, ${n}`,
            sql: `INSERT INTO trace_signature (authority_id, trace_id, side, finding, no_good_cause, because, signed_on, signed_by)
              VALUES (${begins}, '${side}', 'not_found', true, 'tried', '2026-11-16', '${child.person_id}')`,
            may: may('tracing.sign', side),
          },
        ]),
        {
          name: `a transfer file, of ${child.name}, ${n}`,
          sql: `INSERT INTO trace_ctf (authority_id, trace_id, number, name, text, made_on, made_by) VALUES (${begins}, 1, 'tried', 'tried', '2026-11-16', '${child.person_id}')`,
          may: who => may('tracing.step', null)(who) && holds(who, 'cases.change'),
        },
        {
          name: `marks of the register, of ${child.name}, ${n}`,
          sql: `INSERT INTO trace_register (authority_id, trace_id, marks, given_on, given_by) VALUES (${begins}, '[]', '2026-11-16', '${child.person_id}')`,
          may: may('tracing.step', null),
        },
      ]
    })
  const referred = `referred_to = 'mash', referred_on = '2026-11-16', referred_by = asked_by`
  return [
    ...children.map(
      (child): Attempt => ({
        name: `enquiries begun about the child ${child.name}`,
        sql: `INSERT INTO trace (authority_id, case_id, person_id, sealed, began_on, began_by) VALUES (${key(child)}, '2026-11-16', '${child.person_id}')`,
        may: who => holds(who, 'cases.change') && reaches(who, child) && exists(who, child),
      }),
    ),
    ...children.flatMap(into),
    {
      name: 'every trace ended',
      sql: `UPDATE trace SET ended_because = ended_because`,
      may: seen('trace', (who, row) => holds(who, 'cases.change') && seesTrace(who, row)),
    },
    {
      name: 'every danger told',
      sql: `UPDATE trace_risk SET ${referred}`,
      may: seen(
        'trace_risk',
        (who, row) => holds(who, 'tracing.step') && seesTrace(who, row.trace as Row) && goesOn(row.trace),
      ),
    },
    {
      name: 'every danger answered',
      sql: `UPDATE trace_risk SET ${referred}, reply = 'must_not', replied_on = '2026-11-16', replied_by = asked_by`,
      may: seen(
        'trace_risk',
        (who, row) => holds(who, 'tracing.unlock') && seesTrace(who, row.trace as Row) && goesOn(row.trace),
      ),
    },
    { name: 'a step changed', sql: `UPDATE trace_step SET said = 'other'`, may: () => false },
    { name: 'a signature changed', sql: `UPDATE trace_signature SET because = 'other'`, may: () => false },
  ]
}
