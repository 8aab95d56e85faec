/** What carries a story today, and what of it a later part of Onroll will hold by itself. */
export interface Carried {
  /** `case note`: what has no form of its own yet stands in the notes of a real case, with its dates. */
  carried_as: 'lists' | 'lists and case' | 'case note' | 'needs and notes'
  later: string
}

const lists = (later = ''): Carried => ({ carried_as: 'lists', later })
const cases = (later = ''): Carried => ({ carried_as: 'lists and case', later })
const notes = (later: string): Carried => ({ carried_as: 'case note', later })

export const CARRIED: Readonly<Record<number, Carried>> = {
  0: lists(),
  1: cases(),
  2: cases(),
  3: lists('the question through the public form'),
  4: lists(),
  5: lists(),
  6: notes('the setting as a place of its own'),
  7: lists(),
  8: { carried_as: 'needs and notes', later: 'the visit sheet; the same after a commencement day of the 2026 Act' },
  9: notes('the notice and its days, the attendance order, fair access'),
  10: lists('the deletion with both signatures; the marks wait in attendance.csv'),
  11: notes('steps that are locked'),
  12: notes('the questions to the school, the meeting with the trust'),
  13: cases('the formal letter and its minimised copy'),
  14: cases(),
  15: notes('the exclusion, its sixth day, the governors’ days'),
  16: notes('the exclusion, the SEND route'),
  17: notes('suspensions and their sum; the marks wait in attendance.csv'),
  18: notes('the personal education plan'),
  19: notes('the decision under section 19; the marks wait in attendance.csv'),
  20: notes('the transition mentor'),
  21: cases('the marks wait in attendance.csv'),
  22: cases(),
  23: notes('the sentence and the day of release; the marks wait in attendance.csv'),
  24: notes('the joining and its undoing, the breach log'),
  25: notes(
    'the panel’s agenda, the direction, the owner of a group; a school from concern to special measures, the academy whose results rise, the October cycle of 21 schools',
  ),
}
