/** Minutes from midnight. */
export type Minutes = number

/** A session of a child's usual week. */
export interface Session {
  /** 1 is Monday. */
  weekday: number
  starts_at: Minutes
  ends_at: Minutes
  kind: SessionKind
  what: string
  place: string | null
  provision_id: string | null
}

export const sessionKinds = [
  { value: 'lesson', text: 'Lessons at a school or provider' },
  { value: 'tuition', text: 'Tuition' },
  { value: 'online', text: 'Online' },
  { value: 'work', text: 'Work experience' },
  { value: 'travel', text: 'Travel (counts no hours)' },
  { value: 'other', text: 'Something else' },
] as const
export type SessionKind = (typeof sessionKinds)[number]['value']

export const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** A time of day as people write it: "9", "9:30", "9.30", "0930", "9.30am", "2pm". Null for anything else. */
export function readTime(text: string): Minutes | null {
  const parts = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?$/i.exec(text.trim())
  if (!parts) return null
  const [, hours = '', minutes = '0', half] = parts
  const hour = Number(hours)
  if (half !== undefined && (hour < 1 || hour > 12)) return null
  const of24 = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  return of24 > 23 || Number(minutes) > 59 ? null : of24 * 60 + Number(minutes)
}

/** "09:30" */
export const timeText = (minutes: Minutes): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** "9 hours", "9½ hours", "9 hours 20 minutes", "none". */
export function lengthText(minutes: Minutes): string {
  if (minutes === 0) return 'no hours'
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const whole = hours === 0 ? '' : `${hours}${rest === 30 ? '½' : ''} ${hours === 1 && rest !== 30 ? 'hour' : 'hours'}`
  if (rest === 0 || (rest === 30 && hours > 0)) return whole
  return [whole, `${rest} minutes`].filter(Boolean).join(' ')
}

/** Minutes of education in a week: all but the travel. */
export const educationMinutes = (sessions: readonly Pick<Session, 'kind' | 'starts_at' | 'ends_at'>[]): Minutes =>
  sessions.reduce((sum, one) => (one.kind === 'travel' ? sum : sum + one.ends_at - one.starts_at), 0)

/** Hours a week as a fact holds them, to a tenth. */
export const hoursOf = (minutes: Minutes): number => Math.round(minutes / 6) / 10

/** The first two sessions that claim the same minutes; null when none do. */
export function overlapOf<One extends Pick<Session, 'weekday' | 'starts_at' | 'ends_at'>>(
  sessions: readonly One[],
): [One, One] | null {
  const inOrder = sessions.toSorted((a, b) => a.weekday - b.weekday || a.starts_at - b.starts_at)
  for (const [at, one] of inOrder.entries()) {
    const next = inOrder[at + 1]
    if (next && next.weekday === one.weekday && next.starts_at < one.ends_at) return [one, next]
  }
  return null
}

/** One line of the form: the same session on several days. */
export interface WeekLine extends Omit<Session, 'weekday'> {
  weekdays: number[]
}

/** A week as lines of its form: what is the same on several days is one line. */
export function linesOf(sessions: readonly Session[]): WeekLine[] {
  const lines = Map.groupBy(sessions, ({ weekday: _, ...same }) => JSON.stringify(same))
  return [...lines.values()]
    .flatMap(same => {
      const [first] = same
      return first ? [{ ...first, weekdays: same.map(one => one.weekday).toSorted() }] : []
    })
    .toSorted((a, b) => (a.weekdays[0] ?? 0) - (b.weekdays[0] ?? 0) || a.starts_at - b.starts_at)
}
