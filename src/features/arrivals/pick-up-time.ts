/** How often something is picked up: each hour, each day at an hour, or each week on a day (1 is Monday) at an hour. London time. */
export interface Rhythm {
  every: 'hour' | 'day' | 'week'
  hour: number
  weekday: number
}

const zone = 'Europe/London'

/** The next time after an instant. On the night of a clock change an hour that is not there is the one after it. */
export function nextTime({ every, hour, weekday }: Rhythm, after: Date): Date {
  const from = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(zone)
  if (every === 'hour') {
    const next = from.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 })
    return new Date(next.epochMilliseconds)
  }
  for (let days = 0; ; days++) {
    const day = from.toPlainDate().add({ days })
    if (every === 'week' && day.dayOfWeek !== weekday) continue
    const at = day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) })
    if (Temporal.ZonedDateTime.compare(at, from) > 0) return new Date(at.epochMilliseconds)
  }
}
