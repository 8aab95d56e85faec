/** Columns of the national register that are read, by the field they fill. Source: rulebook §11.4. */
export const READ_COLUMNS = {
  urn: 'URN',
  la_code: 'LA (code)',
  establishment_number: 'EstablishmentNumber',
  name: 'EstablishmentName',
  type_code: 'TypeOfEstablishment (code)',
  type_name: 'TypeOfEstablishment (name)',
  type_group_code: 'EstablishmentTypeGroup (code)',
  type_group: 'EstablishmentTypeGroup (name)',
  status_code: 'EstablishmentStatus (code)',
  status_name: 'EstablishmentStatus (name)',
  opened_on: 'OpenDate',
  closed_on: 'CloseDate',
  reason_closed: 'ReasonEstablishmentClosed (name)',
  phase: 'PhaseOfEducation (name)',
  low_age: 'StatutoryLowAge',
  high_age: 'StatutoryHighAge',
  gender: 'Gender (name)',
  trust_code: 'Trusts (code)',
  trust_name: 'Trusts (name)',
  street: 'Street',
  locality: 'Locality',
  town: 'Town',
  county: 'County (name)',
  postcode: 'Postcode',
  ukprn: 'UKPRN',
  uprn: 'UPRN',
  telephone: 'TelephoneNum',
  website: 'SchoolWebsite',
  capacity: 'SchoolCapacity',
  pupils: 'NumberOfPupils',
  sixth_form: 'OfficialSixthForm (code)',
} as const

/** The register's thirteen columns of special educational needs that a school provides for. */
export const NEED_COLUMNS: readonly string[] = Array.from({ length: 13 }, (_, i) => `SEN${i + 1} (name)`)

/** Columns without which a row is no school. */
export const NEEDED_COLUMNS: readonly string[] = [
  READ_COLUMNS.urn,
  READ_COLUMNS.la_code,
  READ_COLUMNS.establishment_number,
  READ_COLUMNS.name,
]

/** Columns known and left alone, heads' names among them, so that a new column is noticed. Headers of 2018 to 2024. */
const LEFT_ALONE = `
  LA (name)|ReasonEstablishmentOpened (code)|ReasonEstablishmentOpened (name)|ReasonEstablishmentClosed (code)
  PhaseOfEducation (code)|Boarders (code)|Boarders (name)|NurseryProvision (name)|OfficialSixthForm (name)|Gender (code)
  ReligiousCharacter (code)|ReligiousCharacter (name)|ReligiousEthos (name)|Diocese (code)|Diocese (name)
  AdmissionsPolicy (code)|AdmissionsPolicy (name)|SpecialClasses (code)|SpecialClasses (name)|CensusDate|NumberOfBoys
  NumberOfGirls|PercentageFSM|TrustSchoolFlag (code)|TrustSchoolFlag (name)|SchoolSponsorFlag (name)
  SchoolSponsors (name)|FederationFlag (name)|Federations (code)|Federations (name)|FEHEIdentifier
  FurtherEducationType (name)|OfstedLastInsp|OfstedSpecialMeasures (code)|OfstedSpecialMeasures (name)|LastChangedDate
  Address3|HeadTitle (name)|HeadFirstName|HeadLastName|HeadPreferredJobTitle|BSOInspectorateName (name)
  InspectorateName (name)|InspectorateReport|DateOfLastInspectionVisit|NextInspectionVisit|TeenMoth (name)
  TeenMothPlaces|CCF (name)|SENPRU (name)|EBD (name)|PlacesPRU|FTProv (name)|EdByOther (name)|Section41Approved (name)
  TypeOfResourcedProvision (name)|ResourcedProvisionOnRoll|ResourcedProvisionCapacity|SenUnitOnRoll|SenUnitCapacity
  GOR (code)|GOR (name)|DistrictAdministrative (code)|DistrictAdministrative (name)|AdministrativeWard (code)
  AdministrativeWard (name)|ParliamentaryConstituency (code)|ParliamentaryConstituency (name)|UrbanRural (code)
  UrbanRural (name)|GSSLACode (name)|Easting|Northing|MSOA (name)|LSOA (name)|MSOA (code)|LSOA (code)|SENStat|SENNoStat
  BoardingEstablishment (name)|PropsName|PreviousLA (code)|PreviousLA (name)|PreviousEstablishmentNumber
  OfstedRating (name)|RSCRegion (name)|Country (name)|SiteName|QABName (code)|QABName (name)
  EstablishmentAccredited (code)|EstablishmentAccredited (name)|QABReport|CHNumber|FSM|AccreditationExpiryDate
  CensusAreaStatisticWard (name)|Inspectorate (name)`

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.values(READ_COLUMNS),
  ...NEED_COLUMNS,
  ...LEFT_ALONE.split(/[|\n]/).map(name => name.trim()),
])

/** Columns that are read but not in the file, and columns of the file that no register known here has had. */
export function compareColumns(headers: readonly string[]): { missing: string[]; unknown: string[] } {
  return {
    missing: Object.values(READ_COLUMNS).filter(column => !headers.includes(column)),
    unknown: headers.filter(header => !KNOWN.has(header)),
  }
}

/** The fields that a file with these headers has columns for. */
export const fieldsOf = (headers: readonly string[]): ReadonlySet<keyof typeof READ_COLUMNS> =>
  new Set(
    (Object.keys(READ_COLUMNS) as (keyof typeof READ_COLUMNS)[]).filter(field => headers.includes(READ_COLUMNS[field])),
  )
