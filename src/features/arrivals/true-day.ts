import { type Day, londonDay, readDay } from '../../rulebook/index.ts'

/** On what day a list that is picked up was true. */
export type TrueOn = 'file_day' | 'name_day' | 'pick_up_day'

const inName = /(?:^|\D)((?:19|20)\d{2}[-_.]?\d{2}[-_.]?\d{2}|\d{1,2}[-_.]\d{1,2}[-_.](?:19|20)\d{2})(?=\D|$)/

/** The day on which a file's list was true; null when its name was to tell and does not. */
export function trueDay(true_on: TrueOn, file: { name: string; changed_at: Date }, today: Day): Day | null {
  if (true_on === 'pick_up_day') return today
  if (true_on === 'file_day') return londonDay(file.changed_at.toISOString())
  const written = inName.exec(file.name)?.[1]?.replaceAll('_', '-').replaceAll('.', '-')
  const read = written === undefined ? null : readDay(written)
  return read !== null && 'day' in read ? read.day : null
}
