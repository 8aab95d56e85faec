import { type CodeEntry, type CodeNote, codeSet } from './code-set.ts'
import { asDay } from './days.ts'
import type { Mark } from './sources.ts'

/**
 * How a mark counts. `P` attending; `late` attending, after the register began and before it closed; `AEA` at an approved
 * educational activity, which is attendance; `AA` authorised and `UA` unauthorised absence; `NP` no possible attendance,
 * counted nowhere; `ADM` administrative, counted nowhere.
 */
export type AttendanceCategory = 'P' | 'late' | 'AEA' | 'AA' | 'UA' | 'NP' | 'ADM'

const changed = asDay('2024-08-19')
const in2006 = { valid_from: asDay('2006-09-01'), valid_to: changed, dates: 'unverified' } as const
const in2024 = { valid_from: changed, valid_to: null, dates: 'found' } as const

type Row = readonly [code: string, category: AttendanceCategory, label: string, source?: string, mark?: Mark]

const regulation = 'SI 2024/208 reg. 10'
const published = 'SI 2024/208 reg. 10, as schools and suppliers publish its codes and classes'
const deletion = 'SI 2024/208 reg. 9(1)(i) and 10, as explained by Local Government Lawyer'

/** Source: §2. The class of each is the Department’s, as published. */
const rows2024: readonly Row[] = [
  ['/', 'P', 'Present, morning session'],
  ['\\', 'P', 'Present, afternoon session'],
  ['L', 'late', 'Late: came after the register began and before it closed'],
  ['K', 'AEA', 'Education arranged by a local authority, not at a school where registered'],
  ['V', 'AEA', 'Educational visit or trip'],
  ['P', 'AEA', 'Sporting activity that is approved'],
  ['W', 'AEA', 'Work experience', published],
  ['B', 'AEA', 'Any other approved educational activity', published],
  ['D', 'NP', 'Dual registered, and attending the other school', published, 'unverified'],
  ['C1', 'AA', 'Leave for a regulated performance or regulated employment abroad', published],
  ['M', 'AA', 'Leave for a medical or dental appointment', published],
  ['J1', 'AA', 'Leave for an interview for employment or for another educational institution', published],
  ['S', 'AA', 'Study leave for a public examination', published],
  ['X', 'NP', 'Not of compulsory school age, and not required to attend', published],
  ['C2', 'AA', 'Leave for a part-time timetable, at compulsory school age', published],
  ['C', 'AA', 'Leave in exceptional circumstances', published],
  ['T', 'AA', 'Parent travelling for occupational purposes', published],
  ['R', 'AA', 'Religious observance', published],
  ['I', 'AA', 'Illness, and not an appointment', published],
  ['E', 'AA', 'Suspended or permanently excluded, and no alternative provision made', published],
  ['Q', 'NP', 'Unable to attend: the local authority made no access arrangements', published],
  ['Y1', 'NP', 'Unable to attend: transport normally provided was not available', published],
  ['Y2', 'NP', 'Unable to attend: widespread disruption to travel', published],
  ['Y3', 'NP', 'Unable to attend: part of the premises unavoidably out of use', published],
  ['Y4', 'NP', 'Unable to attend: the whole school unexpectedly closed', published],
  ['Y5', 'NP', 'Unable to attend: under a sentence of detention', published],
  ['Y6', 'NP', 'Unable to attend: public-health guidance or law', published],
  ['Y7', 'NP', 'Unable to attend: any other unavoidable cause', published],
  ['G', 'UA', 'Holiday without leave', deletion],
  [
    'N',
    'UA',
    'Circumstances of the absence not yet established',
    'Working together to improve school attendance, July 2026',
  ],
  ['O', 'UA', 'Absent, and no other code applies', deletion],
  [
    'U',
    'UA',
    'Came after the register closed and before the session ended',
    'Manchester’s code of conduct for penalty notices',
  ],
  ['Z', 'ADM', 'Prospective pupil, not yet on the roll', published],
  ['#', 'ADM', 'Planned closure of the whole school or part of it', published],
]

/** The codes under the 2006 Regulations. The list to 2024 and every class in it is known and was not read. */
const rows2006: readonly Row[] = [
  ['/', 'P', 'Present, morning session'],
  ['\\', 'P', 'Present, afternoon session'],
  ['L', 'late', 'Late, before the register closed'],
  ['B', 'AEA', 'Educated off site, and not dual registered'],
  ['J', 'AEA', 'Interview'],
  ['P', 'AEA', 'Sporting activity that is approved'],
  ['V', 'AEA', 'Educational visit or trip'],
  ['W', 'AEA', 'Work experience'],
  ['C', 'AA', 'Absent in other authorised circumstances'],
  ['E', 'AA', 'Excluded, and no alternative provision made'],
  ['H', 'AA', 'Family holiday, agreed'],
  ['I', 'AA', 'Illness'],
  ['M', 'AA', 'Medical or dental appointment'],
  ['R', 'AA', 'Religious observance'],
  ['S', 'AA', 'Study leave'],
  ['T', 'AA', 'Traveller absence'],
  ['G', 'UA', 'Family holiday, not agreed or longer than agreed'],
  ['N', 'UA', 'No reason for the absence provided yet'],
  ['O', 'UA', 'Unauthorised absence that no other code covers'],
  ['U', 'UA', 'Late, after the register closed'],
  ['D', 'NP', 'Dual registered, and attending the other school'],
  ['X', 'NP', 'Not of compulsory school age, and not required to attend'],
  ['Y', 'NP', 'Unable to attend because of exceptional circumstances'],
  ['Z', 'ADM', 'Pupil not yet on the roll'],
  ['#', 'ADM', 'School closed to pupils'],
]

const source2006 = 'Education (Pupil Registration) (England) Regulations 2006 and the guidance of January 2009'

const entries: readonly CodeEntry<AttendanceCategory>[] = [
  ...rows2006.map(
    ([code, category, label]) =>
      ({ code, category, label, ...in2006, source: source2006, mark: 'unverified' }) as const,
  ),
  {
    ...{ code: 'F', category: 'AA', label: 'Extended family holiday, agreed' },
    // In the list of 2009 and gone some years before the others: on which day no source says.
    ...{ ...in2006, valid_to: asDay('2013-09-01'), dates: 'unsettled' },
    ...{ source: source2006, mark: 'unverified' },
  },
  ...rows2024.map(
    ([code, category, label, source = regulation, mark = 'found']) =>
      ({ code, category, label, ...in2024, source, mark }) as const,
  ),
]

const notes: readonly CodeNote[] = [
  {
    fits: /^H$/,
    text: 'It is not read as C: whether leave was given in exceptional circumstances is for a person to say, with a note.',
  },
  { fits: /^F$/, text: 'It is not read as C or G.' },
  { fits: /^J$/, text: 'It is not read as J1, which counts as absence where J counted as attendance.' },
  { fits: /^Y$/, text: 'Which of Y1 to Y7 it would be, the school must say.' },
  {
    fits: /^[XI]\d\d$/,
    text: 'Some systems wrote X and I with two figures during the pandemic, 2020 to 2022; no set of them is held.',
  },
]

/** The marks of an attendance register. Source: §2. */
export const attendanceCodes = codeSet<AttendanceCategory>({
  id: 'attendance',
  title: 'attendance codes',
  versions: [
    {
      version: 'attendance-2006',
      title: 'the attendance codes of 2006',
      ...in2006,
      source: source2006,
      mark: 'unverified',
    },
    { version: 'attendance-2024', title: 'the attendance codes of 2024', ...in2024, source: regulation, mark: 'found' },
  ],
  entries,
  notes,
})
