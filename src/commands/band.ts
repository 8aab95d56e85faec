import { bandOf, defaultPolicy, policies, policyOn } from '../rulebook/index.ts'
import { type Command, tell, today, typed, WrongUsage } from './command.ts'

const mostHours = 168

export const bandCommand: Command = {
  name: 'band',
  usage: 'band --hours N --place yes|no --plan yes|no --stuck yes|no [--full-time N] [--policy NAME] [--json]',
  does: 'The band of a child who is missing education, by the hours a week and what is known.',
  more: '\n--full-time puts other hours in the place of the policy’s full time. The policy is as it stands today.',
  run: async words => {
    const text = { type: 'string' } as const
    const { values } = typed(
      words,
      { hours: text, place: text, plan: text, stuck: text, 'full-time': text, policy: text, json: { type: 'boolean' } },
      { least: 0, most: 0 },
    )
    const policy = policyNamed(values.policy ?? defaultPolicy.id)
    const full_time = values['full-time']
    const answer = bandOf(
      {
        weekly_hours: hours(values.hours, '--hours'),
        has_place: yes(values.place, '--place'),
        has_plan: yes(values.plan, '--plan'),
        is_stuck: yes(values.stuck, '--stuck'),
      },
      full_time === undefined ? policy : { ...policy, full_time_hours: hours(full_time, '--full-time') },
    )
    const { band, gap } = answer
    const said = gap === null || answer.because.toLowerCase().includes(gap)
    const because = said ? answer.because : `${answer.because} The gap: ${gap}.`
    tell(values.json, { band, because }, `${band.charAt(0).toUpperCase()}${band.slice(1)}. ${because}`)
  },
}

function policyNamed(name: string) {
  const found = policyOn(name, today())
  if (found !== undefined) return found
  const standing = new Set(policies.map(({ id }) => id).filter(id => policyOn(id, today()) !== undefined))
  throw new WrongUsage(`There is no policy ${name} today. There are: ${[...standing].join(', ')}.`)
}

function hours(written: string | undefined, option: string): number {
  const number = /^\d{1,3}(\.\d{1,2})?$/.test(written ?? '') ? Number(written) : Number.NaN
  if (number <= mostHours) return number
  throw new WrongUsage(
    `${option} takes the hours a week, such as 12 or 12.5${written === undefined ? '' : `; ${written} is none`}.`,
  )
}

function yes(written: string | undefined, option: string): boolean {
  if (written === 'yes') return true
  if (written === 'no') return false
  throw new WrongUsage(`${option} takes yes or no${written === undefined ? '' : `, and ${written} is neither`}.`)
}
