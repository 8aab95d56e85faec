import type { County } from './county.ts'
import { sendingAcademy } from './lists/rolls.ts'

export type Role =
  | 'cme_officer'
  | 'fair_access_officer'
  | 'team_manager'
  | 'practitioner'
  | 'duty_officer'
  | 'virtual_school'
  | 'send_officer'
  | 'family_worker'
  | 'social_worker'
  | 'director'
  | 'governor'
  | 'auditor'
  | 'administrator'
  | 'school_head'
  | 'school_safeguarding_lead'
  | 'school_attendance'
  | 'school_senco'
  | 'school_office'
  | 'provider_lead'
  | 'partner_agency'

/** One whom a demonstration lets you be. `team` for the council's own, `school_urn` for a school's, neither for others. */
export interface Person {
  email: string
  name: string
  organisation: string
  team?: string
  school_urn?: number
  role: Role
}

const COUNCIL: readonly [name: string, team: string, role: Role][] = [
  ['Maren Ashgrave', 'Children Missing Education', 'cme_officer'],
  ['Tobin Sallowfield', 'Fair Access', 'fair_access_officer'],
  ['Ottoline Harrowby', 'Fair Access', 'team_manager'],
  ['Idris Penmarrow', 'Pupils Missing Education', 'practitioner'],
  ['Sunniva Duskfield', 'Children’s Social Care', 'duty_officer'],
  ['Calla Wrenfield', 'Virtual School', 'virtual_school'],
  ['Jonty Marlowe-Reed', 'Educational Psychology and SEND', 'send_officer'],
  ['Nerys Tollgate', 'Family Service', 'family_worker'],
  ['Amandeep Fallowes', 'Children’s Social Care', 'social_worker'],
  ['Corwin Eastmarl', 'Directorate', 'director'],
  ['Philippa Stonequay', 'Information Governance', 'auditor'],
  ['Rafe Linnetson', 'Systems', 'administrator'],
  ['Saskia Oxmarl', 'Children Missing Education', 'cme_officer'],
  ['Bronagh Mossop', 'Children Missing Education', 'cme_officer'],
  ['Ravindra Staithe', 'Fair Access', 'fair_access_officer'],
  ['Denzil Farrowby', 'Fair Access', 'fair_access_officer'],
  ['Hollis Brackenbury', 'Pupils Missing Education', 'practitioner'],
  ['Imogen Quarrie', 'Pupils Missing Education', 'practitioner'],
  ['Lettice Ormerby', 'Children’s Social Care', 'social_worker'],
]

const AT_SCHOOL: readonly [role: Role, names: readonly [string, string]][] = [
  ['school_head', ['Verity Oakhanger', 'Gideon Larkmoor']],
  ['school_safeguarding_lead', ['Samira Thornley-Dunn', 'Beth Candlish']],
  ['school_attendance', ['Lowell Barnstead', 'Priya Willowdene']],
  ['school_senco', ['Hester Quarrington', 'Dominik Ferrybank']],
  ['school_office', ['Jocasta Millbeck', 'Wilf Otterley']],
]

const PHONETIC = /[^a-z]+/g

const email = (name: string, place: string): string =>
  `${name.toLowerCase().replaceAll(PHONETIC, '.')}@${place.toLowerCase().replaceAll(PHONETIC, '-')}.example.org`

/** The people of the demonstration, all of them made up, two schools' staff among them. */
export function demonstrationPeople(county: County): Person[] {
  const council = COUNCIL.map(([name, team, role]) => ({
    email: email(name, 'marlshire'),
    name,
    organisation: 'Marlshire County Council',
    team,
    role,
  }))
  const [primary] = county.schools.of('primary')
  const schools = [sendingAcademy(county), primary].filter(school => school !== undefined)
  const staff = schools.flatMap((school, index) =>
    AT_SCHOOL.map(([role, names]) => {
      const name = names[index] ?? names[0]
      return { email: email(name, school.name), name, organisation: school.name, school_urn: school.urn, role }
    }),
  )
  const governed = schools[0]
  const outside: Person[] = [
    {
      email: email('Ambrose Gatewick', 'governors'),
      name: 'Ambrose Gatewick',
      organisation: governed?.name ?? '',
      ...(governed === undefined ? {} : { school_urn: governed.urn }),
      role: 'governor',
    },
    {
      email: email('Sunniva Wharfdale', 'anchor-ap'),
      name: 'Sunniva Wharfdale',
      organisation: 'Anchor Yard Alternative Provision',
      role: 'provider_lead',
    },
    {
      email: email('Leander Saltmarsh', 'southmere'),
      name: 'Leander Saltmarsh',
      organisation: 'Southmere Council',
      role: 'partner_agency',
    },
  ]
  return [...council, ...staff, ...outside]
}
