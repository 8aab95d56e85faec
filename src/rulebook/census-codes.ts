import { type CodeNote, type CodeSet, codeSet } from './code-set.ts'
import type { Mark } from './sources.ts'

const cbds = 'CBDS of May 2026, as one public copy gives it'
const lists = 'Code lists of the Department for Education, as one public copy gives a part of them'

/** Since when these stand no source says: only that they stood in 2026. */
const undated = { valid_from: null, valid_to: null, dates: 'unverified' } as const

type Row = readonly [code: string, label: string, dates?: Mark]
type Given = { id: string; title: string; source: string; rows: readonly Row[]; notes?: readonly CodeNote[] }

const censusSet = ({ id, title, source, rows, notes = [] }: Given): CodeSet =>
  codeSet({
    ...{ id, title, notes },
    versions: [
      { version: `${id.replaceAll('_', '-')}-2026`, title: `the ${title} of 2026`, ...undated, source, mark: 'found' },
    ],
    entries: rows.map(([code, label, dates = 'unverified']) => ({
      ...{ code, label, category: null, ...undated, dates },
      ...({ source, mark: 'found' } as const),
    })),
  })

export const senNeeds = censusSet({
  id: 'sen_need',
  title: 'types of special educational need',
  source: cbds,
  rows: [
    ['SPLD', 'Specific learning difficulty'],
    ['MLD', 'Moderate learning difficulty'],
    ['SLD', 'Severe learning difficulty'],
    ['PMLD', 'Profound and multiple learning difficulty'],
    ['SEMH', 'Social, emotional and mental health'],
    ['SLCN', 'Speech, language and communication needs'],
    ['HI', 'Hearing impairment'],
    ['VI', 'Vision impairment'],
    ['MSI', 'Multi-sensory impairment'],
    ['PD', 'Physical disability'],
    ['ASD', 'Autistic spectrum disorder'],
    // Newer than the others; from which day is not known.
    ['DS', 'Down syndrome', 'unsettled'],
    ['OTH', 'Other difficulty or disability'],
    ['NSA', 'SEN support without a specialist assessment of the type of need'],
  ],
  notes: [
    {
      fits: /^(?:BESD|SEBD)$/,
      text: 'Earlier lists had it. It is not read as SEMH, which took its place and is drawn otherwise.',
    },
  ],
})

export const senProvisions = censusSet({
  id: 'sen_provision',
  title: 'kinds of special educational provision',
  source: lists,
  rows: [
    ['N', 'No special educational need'],
    ['K', 'SEN support'],
    ['E', 'Education, health and care plan'],
  ],
  notes: [
    {
      fits: /^[APS]$/,
      text: 'Lists before 2014 had School Action (A), School Action Plus (P) and statements (S); none is read as K or E.',
    },
  ],
})

export const enrolmentStatusCodes = censusSet({
  id: 'enrolment_status',
  title: 'enrolment statuses',
  source: cbds,
  rows: [
    ['C', 'Current, single registration'],
    ['M', 'Current, main of two registrations'],
    ['S', 'Current, subsidiary of two registrations'],
    ['F', 'College of further education'],
    ['O', 'Other provider'],
    ['G', 'Guest'],
    ['P', 'Previous'],
  ],
})

export const boarderCodes = censusSet({
  id: 'boarder',
  title: 'boarder codes',
  source: cbds,
  rows: [
    ['B', 'Boarder'],
    ['6', 'Boarder, six nights a week or fewer'],
    ['7', 'Boarder, seven nights a week'],
    ['N', 'Not a boarder'],
  ],
})

export const ethnicityCodes = censusSet({
  id: 'ethnicity',
  title: 'main codes of ethnicity',
  source: lists,
  rows: [
    ['WBRI', 'White British'],
    ['WIRI', 'White Irish'],
    ['WIRT', 'Traveller of Irish heritage'],
    ['WROM', 'Gypsy or Roma'],
    ['WOTH', 'Any other White background'],
    ['MWBC', 'White and Black Caribbean'],
    ['MWBA', 'White and Black African'],
    ['MWAS', 'White and Asian'],
    ['MOTH', 'Any other mixed background'],
    ['AIND', 'Indian'],
    ['APKN', 'Pakistani'],
    ['ABAN', 'Bangladeshi'],
    ['AOTH', 'Any other Asian background'],
    ['CHNE', 'Chinese'],
    ['BCRB', 'Black Caribbean'],
    ['BAFR', 'Black African'],
    ['BOTH', 'Any other Black background'],
    ['OOTH', 'Any other ethnic group'],
    ['REFU', 'Refused'],
    ['NOBT', 'Information not yet obtained'],
  ],
  notes: [
    {
      fits: /^[A-Z]{4}$/,
      text: 'Extended codes are gathered under main ones by each authority; which, is not guessed here.',
    },
  ],
})

export const sexCodes = censusSet({
  id: 'sex',
  title: 'codes of sex',
  source: 'Census of alternative provision; CTF 25',
  rows: [
    ['F', 'Female'],
    ['M', 'Male'],
    ['U', 'Unknown'],
  ],
})
