import { addDays, type Day, londonDay } from '../../src/rulebook/index.ts'

export const today = (): Day => londonDay(new Date().toISOString())
export const dayBefore = (day: Day, days: number): Day => addDays(day, -days)
