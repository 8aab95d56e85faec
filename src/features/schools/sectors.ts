import { foldName, type Sector } from '../../rulebook/index.ts'

/**
 * What being on the roll of each type of establishment means for a child's state. Codes and names: the register's
 * `TypeOfEstablishment`, rulebook §11.4. `alternative`: s19 provision in its own right, Education Act 1996 s19 and
 * Academies Act 2010 s1C. `further`: from 16 only, or colleges. `unknown`: not a school, or not of England's making; no
 * state is drawn from it without an officer's word.
 */
const types: readonly (readonly [code: string, name: string, sector: Sector])[] = [
  ['01', 'Community school', 'state'],
  ['02', 'Voluntary aided school', 'state'],
  ['03', 'Voluntary controlled school', 'state'],
  ['05', 'Foundation school', 'state'],
  // Funded by the state, though the register groups it with the independent schools.
  ['06', 'City technology college', 'state'],
  ['07', 'Community special school', 'state'],
  ['08', 'Non-maintained special school', 'state'],
  ['10', 'Other independent special school', 'independent'],
  ['11', 'Other independent school', 'independent'],
  ['12', 'Foundation special school', 'state'],
  ['14', 'Pupil referral unit', 'alternative'],
  ['15', 'Local authority nursery school', 'state'],
  ['18', 'Further education', 'further'],
  ['24', 'Secure units', 'unknown'],
  ['25', 'Offshore schools', 'independent'],
  ['26', 'Service children’s education', 'state'],
  ['27', 'Miscellaneous', 'unknown'],
  ['28', 'Academy sponsor led', 'state'],
  ['29', 'Higher education institutions', 'further'],
  ['30', 'Welsh establishment', 'state'],
  ['31', 'Sixth form centres', 'further'],
  ['32', 'Special post 16 institution', 'further'],
  ['33', 'Academy special sponsor led', 'state'],
  ['34', 'Academy converter', 'state'],
  ['35', 'Free schools', 'state'],
  ['36', 'Free schools special', 'state'],
  ['37', 'British schools overseas', 'independent'],
  ['38', 'Free schools alternative provision', 'alternative'],
  ['39', 'Free schools 16 to 19', 'further'],
  ['40', 'University technical college', 'state'],
  ['41', 'Studio schools', 'state'],
  ['42', 'Academy alternative provision converter', 'alternative'],
  ['43', 'Academy alternative provision sponsor led', 'alternative'],
  ['44', 'Academy special converter', 'state'],
  ['45', 'Academy 16-19 converter', 'further'],
  ['46', 'Academy 16 to 19 sponsor led', 'further'],
  ['47', 'Children’s centre', 'unknown'],
  ['48', 'Children’s centre linked site', 'unknown'],
  ['49', 'Online provider', 'unknown'],
  ['56', 'Institution funded by other government department', 'unknown'],
  ['57', 'Academy secure 16 to 19', 'further'],
]

/** For a type not listed above: the register's `EstablishmentTypeGroup`, by name. */
const groups: Readonly<Record<string, Sector>> = {
  academies: 'state',
  colleges: 'further',
  freeschools: 'state',
  independentschools: 'independent',
  lamaintainedschools: 'state',
  localauthoritymaintainedschools: 'state',
  specialschools: 'state',
  universities: 'further',
  welshschools: 'state',
}

const byCode = new Map(types.map(([code, , sector]) => [code, sector]))
const byName = new Map(types.map(([, name, sector]) => [foldName(name), sector]))

/** The sector of an establishment, from the first of these that is known: its type's code, its type's name, its group. */
export function sectorOf(school: {
  type_code: string | null
  type_name: string | null
  type_group: string | null
}): Sector {
  return (
    byCode.get(school.type_code?.padStart(2, '0') ?? '') ??
    byName.get(foldName(school.type_name ?? '')) ??
    groups[foldName(school.type_group ?? '')] ??
    'unknown'
  )
}
