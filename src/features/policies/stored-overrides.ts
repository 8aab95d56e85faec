import { z } from 'zod'
import type { Override } from '../../rulebook/index.ts'

const because = z.string().min(1)
const number = <const Key extends string>(key: Key) => z.object({ key: z.literal(key), value: z.number(), because })
const yesNo = <const Key extends string>(key: Key) => z.object({ key: z.literal(key), value: z.boolean(), because })
const within = <const Key extends string>(key: Key) =>
  z.object({
    key: z.literal(key),
    value: z.object({ days: z.number().int(), unit: z.enum(['school_days', 'working_days', 'calendar_days']) }),
    because,
  })

const stored = z.array(
  z.union([
    number('full_time_hours'),
    yesNo('red_when_stuck'),
    number('green_over_hours'),
    number('amber_under_hours'),
    number('green_monitor_months'),
    within('level_two'),
    number('persistent_absence_least_sessions'),
    within('pep_begun_within'),
    yesNo('late_closure_moves_breached'),
    z.object({
      meeting: z.string().min(1),
      cadence: z
        .object({
          times: z.number().int(),
          every: z.number().int(),
          unit: z.enum(['weeks', 'months', 'half_terms', 'terms', 'years']),
        })
        .nullable(),
      chair: z.string().nullable(),
      because,
    }),
  ]),
)

/** What an authority set over a pack, as a column holds it. Throws ZodError where it is not of that shape. */
export const storedOverrides = (column: unknown): readonly Override[] => stored.parse(column)
