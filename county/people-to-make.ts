import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Person } from './people.ts'

/** The council's offices by the words that the county's people use for them. */
const offices: Record<string, string> = {
  'Children Missing Education': 'missing_education',
  'Fair Access': 'fair_access',
  'Pupils Missing Education': 'fair_access',
  'Virtual School': 'virtual_school',
  'Educational Psychology and SEND': 'psychology_and_icds',
  'Family Service': 'family_service',
  'Children’s Social Care': 'social_care',
  Directorate: 'directorate',
  'Information Governance': 'information_governance',
  Systems: 'systems',
}

export interface PersonToMake {
  organisation: { kind: string; code: string; name: string; school_urn: number | null } | null
  account: { email: string; name: string; role: string; organisation_code: string }
}

/** The people of a county's folder, each with the organisation that has to be there first. */
export function peopleToMake(folder: string): PersonToMake[] {
  const people: Person[] = JSON.parse(readFileSync(join(folder, 'people.json'), 'utf8'))
  return people.map(({ email, name, role, team, school_urn, organisation }) => {
    if (team !== undefined) {
      const code = offices[team]
      if (code === undefined) throw new Error(`No office of the council is known for the team ${team}.`)
      return { organisation: null, account: { email, name, role, organisation_code: code } }
    }
    const code =
      school_urn === undefined ? organisation.toLowerCase().replaceAll(/[^a-z]+/g, '-') : `school-${school_urn}`
    const kind = school_urn !== undefined ? 'school' : role === 'provider_lead' ? 'provider' : 'partner_agency'
    return {
      organisation: { kind, code, name: organisation, school_urn: school_urn ?? null },
      account: { email, name, role, organisation_code: code },
    }
  })
}
