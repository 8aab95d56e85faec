import { type Day, parseDay } from '../../rulebook/index.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The last line of the page before, by its day and child, as the address of the next page says it; null for the first page. */
export function edgeOf(query: Readonly<Record<string, unknown>>): { day: Day; id: string } | null {
  const [day, id] = [parseDay(String(query.after_day)), String(query.after)]
  return day && uuid.test(id) ? { day, id } : null
}
