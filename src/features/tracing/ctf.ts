import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { FormKeys } from '../../ground/web/forms.ts'
import { authorityPlace, ctfName, type Day, lostPupils } from '../../rulebook/index.ts'
import { CaseRefused, finish } from '../cases/index.ts'
import { upnOf } from '../children/index.ts'
import { traceUrl } from './addresses.ts'
import { beginOnTrace, tellCase } from './begin.ts'
import { openDangers, type Trace } from './queries.ts'

/** What a file to the lost pupils says of a child. It holds no address and no contact: whoever reads the store may be anybody's school. */
export interface LostPupil {
  upn: string | null
  surname: string
  forename: string
  born_on: Day
  sex: string
  schools: readonly {
    la_code: string
    estab: string
    name: string
    entered_on: Day
    left_on: Day | null
  }[]
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const tag = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`

/** A common transfer file of one child with an unknown destination. Source: G3, G4; version 24, as the files that we read. */
export function ctfText(
  child: LostPupil,
  from: { la_code: string; name: string },
  { made_at, academic_year }: { made_at: string; academic_year: number },
): string {
  const history = child.schools.map(school =>
    [
      '      <School>',
      ...[tag('LEA', school.la_code), tag('Estab', school.estab), tag('SchoolName', school.name)],
      ...[
        tag('EntryDate', school.entered_on),
        ...(school.left_on === null ? [] : [tag('LeavingDate', school.left_on)]),
      ],
      '</School>',
    ].join(''),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<CTfile>',
    '  <Header>',
    `    ${tag('DocumentName', 'Common Transfer File')}${tag('CTFversion', '24.0')}${tag('DateTime', made_at)}`,
    `    ${tag('DocumentQualifier', 'partial')}${tag('DataDescriptor', 'CTF')}${tag('SupplierID', 'Onroll')}`,
    `    <SourceSchool>${tag('LEA', from.la_code)}${tag('Estab', 'LLLL')}${tag('SchoolName', from.name)}${tag('AcademicYear', String(academic_year))}</SourceSchool>`,
    `    <DestSchool>${tag('LEA', lostPupils.slice(0, 3))}${tag('Estab', lostPupils.slice(3))}</DestSchool>`,
    '  </Header>',
    '  <CTFpupilData>',
    '    <Pupil>',
    `      ${child.upn === null ? '' : tag('UPN', child.upn)}${tag('Surname', child.surname)}${tag('Forename', child.forename)}${tag('DOB', child.born_on)}${tag('Sex', child.sex)}`,
    ...(history.length === 0
      ? []
      : ['      <SchoolHistory>', ...history.map(line => `  ${line}`), '      </SchoolHistory>']),
    '    </Pupil>',
    '  </CTFpupilData>',
    '</CTfile>',
    '',
  ].join('\n')
}

/** What is known of a child for such a file; null where name or date of birth is not. */
export async function lostPupil(tx: Read, person_id: string): Promise<LostPupil | null> {
  const named = await sql<Pick<LostPupil, 'surname' | 'forename' | 'sex'> & { born_on: Day | null }>`
    SELECT coalesce(surname, '') AS surname, coalesce(forename, '') AS forename, born_on, coalesce(sex, 'U') AS sex FROM child_summary WHERE person_id = ${person_id}`.execute(
    tx,
  )
  const [child] = named.rows
  if (!child || child.born_on === null || child.surname === '' || child.forename === '') return null
  const schools = await sql<LostPupil['schools'][number]>`
    SELECT left(s.laestab, 3) AS la_code, substr(s.laestab, 4) AS estab, s.name, min(f.starts_on) AS entered_on,
      CASE WHEN bool_or(f.ends_on IS NULL) THEN NULL ELSE max(f.ends_on) - 1 END AS left_on
    FROM enrolment_fact f JOIN school s ON s.urn = f.school_urn
    WHERE f.record_id = ANY(SELECT id FROM record WHERE person_id = ${person_id}) AND f.retracted_at IS NULL AND length(s.laestab) = 7
    GROUP BY s.urn, s.laestab, s.name ORDER BY min(f.starts_on) DESC LIMIT 20`.execute(tx)
  return { ...child, born_on: child.born_on, upn: await upnOf(tx, person_id), schools: schools.rows }
}

/** A file that was made for a trace. */
export interface MadeCtf {
  id: string
  name: string
  text: string
  made_on: Day
  made_by: string
}

/** The files of a trace, the newest first. */
export async function ctfsOf(tx: Read, trace_id: string): Promise<MadeCtf[]> {
  const { rows } = await sql<MadeCtf>`
    SELECT x.id, x.name, x.text, x.made_on, a.name AS made_by FROM trace_ctf x JOIN account a ON a.id = x.made_by
    WHERE x.trace_id = ${trace_id} ORDER BY x.id DESC LIMIT 50`.execute(tx)
  return rows
}

/**
 * Makes a file to the lost pupils, to be sent by school to school (s2s).
 * @throws CaseRefused while a danger is feared, and where the name or the date of birth is not known; UsedAlready.
 */
export async function makeCtf(
  tx: Write,
  actor: Person,
  trace: Trace,
  { made_at, academic_year }: { made_at: string; academic_year: number },
  keys: FormKeys,
): Promise<string> {
  const said = await beginOnTrace(tx, trace, keys, { strict: false, field: 'sure' })
  if (openDangers(said).length > 0)
    throw new CaseRefused(
      'sure',
      'A danger is feared: no file goes out until the named safeguarding lead has unlocked it',
    )
  const child = await lostPupil(tx, trace.person_id)
  if (!child)
    throw new CaseRefused(
      'sure',
      'The file needs a first name, a last name and a date of birth: record them on the child first',
    )
  const own = await tx
    .selectFrom('authority')
    .where('id', '=', actor.authority_id)
    .select(['code', 'name'])
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{ number: number }>`SELECT nextval('trace_ctf_number')::integer AS number`.execute(tx)
  const number = rows[0]?.number ?? 1
  const name = ctfName(authorityPlace(own.code), lostPupils, number)
  const text = ctfText(child, { la_code: own.code, name: own.name }, { made_at, academic_year })
  await sql`INSERT INTO trace_ctf (authority_id, trace_id, number, name, text, made_on, made_by)
    VALUES (identity.authority(), ${trace.id}, ${number}, ${name}, ${text}, ${actor.today}::date, ${actor.account_id})`.execute(
    tx,
  )
  await tellCase(tx, actor, trace, `A file to the lost pupils was made: ${name}.`)
  await finish(tx, actor, keys, traceUrl(trace.id))
  return traceUrl(trace.id)
}
