import { fromCivil, slashed } from './days.ts'
import { REGISTER_COLUMNS } from './register-columns.ts'
import { TRUSTS } from './school-names.ts'
import type { School, SchoolKind } from './schools.ts'

const NOT_APPLICABLE = { code: '0', name: 'Not applicable' }

/** Type and group. Source: code lists of Get Information about Schools. */
const TYPES: Record<School['type'], { type: [string, string]; group: [string, string] }> = {
  community: { type: ['01', 'Community school'], group: ['4', 'Local authority maintained schools'] },
  voluntary_aided: { type: ['02', 'Voluntary aided school'], group: ['4', 'Local authority maintained schools'] },
  academy: { type: ['34', 'Academy converter'], group: ['10', 'Academies'] },
  special: { type: ['07', 'Community special school'], group: ['5', 'Special schools'] },
  pru: { type: ['14', 'Pupil referral unit'], group: ['4', 'Local authority maintained schools'] },
  independent: { type: ['11', 'Other independent school'], group: ['3', 'Independent schools'] },
  nursery: { type: ['15', 'Local authority nursery school'], group: ['4', 'Local authority maintained schools'] },
  sixth_form: { type: ['18', 'Further education'], group: ['1', 'Colleges'] },
  provider: { type: ['11', 'Other independent school'], group: ['3', 'Independent schools'] },
}

const PHASES: Record<SchoolKind, [string, string]> = {
  primary: ['2', 'Primary'],
  infant: ['2', 'Primary'],
  junior: ['2', 'Primary'],
  secondary: ['4', 'Secondary'],
  special: ['0', 'Not applicable'],
  pru: ['0', 'Not applicable'],
  independent: ['0', 'Not applicable'],
  nursery: ['1', 'Nursery'],
  sixth_form: ['6', '16 plus'],
  provider: ['0', 'Not applicable'],
}

const OPENED_LONG_AGO = fromCivil(1974, 4, 1)

const dashed = (day: number): string => slashed(day, '-')

/** One school as its row of the register, by column name; columns not named are empty. */
function fields(school: School, capacity: number, changed: number): Record<string, string> {
  const { type, group } = TYPES[school.type]
  const phase = PHASES[school.kind]
  const academy = school.type === 'academy'
  const trust = TRUSTS[school.trust ?? -1]
  const anglican = school.name.includes('Church of England')
  const catholic = school.name.includes('Catholic')
  const sixth =
    school.kind !== 'secondary'
      ? ['0', 'Not applicable']
      : school.to_year > 11
        ? ['1', 'Has a sixth form']
        : ['2', 'Does not have a sixth form']
  return {
    URN: `${school.urn}`,
    'LA (code)': school.town.authority.code,
    'LA (name)': school.town.authority.name,
    EstablishmentNumber: school.laestab.slice(3),
    EstablishmentName: school.name,
    'TypeOfEstablishment (code)': type[0],
    'TypeOfEstablishment (name)': type[1],
    'EstablishmentTypeGroup (code)': group[0],
    'EstablishmentTypeGroup (name)': group[1],
    'EstablishmentStatus (code)': school.closed === null ? '1' : '2',
    'EstablishmentStatus (name)': school.closed === null ? 'Open' : 'Closed',
    'ReasonEstablishmentOpened (code)': academy && school.opened !== null ? '10' : '00',
    'ReasonEstablishmentOpened (name)': academy && school.opened !== null ? 'Academy Converter' : 'Not applicable',
    OpenDate: dashed(school.opened ?? OPENED_LONG_AGO),
    'ReasonEstablishmentClosed (code)': school.closed === null ? '00' : '10',
    'ReasonEstablishmentClosed (name)': school.closed === null ? 'Not applicable' : 'Academy Converter',
    CloseDate: school.closed === null ? '' : dashed(school.closed),
    'PhaseOfEducation (code)': phase[0],
    'PhaseOfEducation (name)': phase[1],
    StatutoryLowAge: `${school.from_year + 4}`,
    StatutoryHighAge: `${school.to_year + 5}`,
    'Boarders (code)': '1',
    'Boarders (name)': 'No boarders',
    'NurseryProvision (name)':
      school.from_year < 0 ? 'Has Nursery Classes' : school.to_year <= 6 ? 'No Nursery Classes' : 'Not applicable',
    'OfficialSixthForm (code)': sixth[0] ?? '',
    'OfficialSixthForm (name)': sixth[1] ?? '',
    'Gender (code)': '3',
    'Gender (name)': 'Mixed',
    'ReligiousCharacter (code)': anglican ? '02' : catholic ? '03' : '00',
    'ReligiousCharacter (name)': anglican ? 'Church of England' : catholic ? 'Roman Catholic' : 'Does not apply',
    'ReligiousEthos (name)': 'Does not apply',
    'Diocese (code)': '0000',
    'Diocese (name)': 'Not applicable',
    'AdmissionsPolicy (code)': school.kind === 'secondary' ? '4' : '0',
    'AdmissionsPolicy (name)': school.kind === 'secondary' ? 'Non-selective' : 'Not applicable',
    SchoolCapacity: `${capacity}`,
    'SpecialClasses (code)': '2',
    'SpecialClasses (name)': 'No Special Classes',
    'TrustSchoolFlag (code)': academy ? '3' : '0',
    'TrustSchoolFlag (name)': academy ? 'Supported by a multi-academy trust' : 'Not applicable',
    'Trusts (code)': trust?.code ?? '',
    'Trusts (name)': trust?.name ?? '',
    'SchoolSponsorFlag (name)': 'Not applicable',
    'FederationFlag (name)': 'Not applicable',
    UKPRN: `1099${String(school.urn).slice(-4)}`,
    'FurtherEducationType (name)': 'Not applicable',
    'OfstedSpecialMeasures (code)': '0',
    'OfstedSpecialMeasures (name)': NOT_APPLICABLE.name,
    LastChangedDate: dashed(changed),
    Street: school.address.line_2 || school.address.line_1,
    Town: school.town.name,
    'County (name)': school.town.authority.name,
    Postcode: school.address.postcode,
    TelephoneNum: school.telephone,
    'BSOInspectorateName (name)': 'Not applicable',
    'TeenMoth (name)': 'Not applicable',
    'CCF (name)': 'Not applicable',
    'SENPRU (name)': 'Not applicable',
    'EBD (name)': 'Not applicable',
    'EdByOther (name)': 'Not applicable',
    'Section41Approved (name)': 'Not applicable',
    'DistrictAdministrative (code)': school.town.authority.district,
    'DistrictAdministrative (name)': school.town.authority.name,
    'GSSLACode (name)': school.town.authority.district,
    'PreviousLA (code)': '999',
    'Country (name)': 'England',
    UPRN: school.address.uprn,
    'QABName (code)': '0',
    'QABName (name)': 'Not applicable',
    'EstablishmentAccredited (code)': '0',
    'EstablishmentAccredited (name)': 'Not applicable',
  }
}

export function registerRow(school: School, capacity: number, changed: number): string[] {
  const values = fields(school, capacity, changed)
  return REGISTER_COLUMNS.map(column => values[column] ?? '')
}

/** Both directions of a conversion, as the links file has them. */
export function linkRows(schools: readonly School[]): string[][] {
  const rows: string[][] = []
  for (const school of schools) {
    const successor = schools.find(({ urn }) => urn === school.successor)
    if (successor === undefined || successor.opened === null) continue
    const day = dashed(successor.opened)
    rows.push([`${school.urn}`, `${successor.urn}`, successor.name, 'Successor', day])
    rows.push([`${successor.urn}`, `${school.urn}`, school.name, 'Predecessor', day])
  }
  return rows
}
