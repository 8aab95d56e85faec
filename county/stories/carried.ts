/** What carries a story today, and what of it a later part of Onroll will hold by itself. */
export interface Carried {
  /** `case note`: what has no form of its own yet stands in the notes of a real case, with its dates. `clocks`: what happened is recorded, and its clocks run. */
  carried_as: 'lists' | 'lists and case' | 'lists and clocks' | 'case note' | 'case and clocks' | 'needs and clocks'
  later: string
}

const lists = (later = ''): Carried => ({ carried_as: 'lists', later })
const cases = (later = ''): Carried => ({ carried_as: 'lists and case', later })
const clocks = (later = ''): Carried => ({ carried_as: 'case and clocks', later })
const notes = (later: string): Carried => ({ carried_as: 'case note', later })

export const CARRIED: Readonly<Record<number, Carried>> = {
  0: lists(),
  1: clocks(),
  2: cases(),
  3: lists('the question through the public form'),
  4: lists(),
  5: lists(),
  6: notes('the setting as a place of its own'),
  7: lists(),
  8: { carried_as: 'needs and clocks', later: 'the visit sheet; the same after a commencement day of the 2026 Act' },
  9: clocks('the attendance order, fair access'),
  10: {
    carried_as: 'lists and clocks',
    later: 'the deletion with both signatures; the marks wait in attendance.csv',
  },
  11: clocks('steps that are locked'),
  12: clocks('the questions to the school, the meeting with the trust'),
  13: cases('the formal letter and its minimised copy'),
  14: clocks(),
  15: clocks('the governors’ pack'),
  16: clocks('the SEND route'),
  17: clocks('the marks wait in attendance.csv'),
  18: clocks('the personal education plan itself'),
  19: clocks('the marks wait in attendance.csv'),
  20: clocks('the transition mentor'),
  21: clocks('the marks wait in attendance.csv'),
  22: clocks(),
  23: clocks('the sentence and the day of release; the marks wait in attendance.csv'),
  24: clocks('the joining and its undoing, the breach log'),
  25: clocks(
    'the panel’s agenda, the direction, the owner of a group; a school from concern to special measures, the academy whose results rise, the October cycle of 21 schools',
  ),
}
