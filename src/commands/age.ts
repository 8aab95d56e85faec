import { compulsoryAge, formatDay, isCompulsoryAge } from '../rulebook/index.ts'
import { type Command, dayTyped, tell, typed, WrongUsage } from './command.ts'

export const ageCommand: Command = {
  name: 'age',
  usage: 'age --born DATE --on DATE [--json]',
  does: 'When compulsory school age begins and ends for somebody, and whether a day is in it.',
  run: async words => {
    const text = { type: 'string' } as const
    const { values } = typed(words, { born: text, on: text, json: { type: 'boolean' } }, { least: 0, most: 0 })
    const born_on = dayTyped(values.born, '--born')
    const on = dayTyped(values.on, '--on')
    if (born_on === null || on === null)
      throw new WrongUsage('Say the date of birth and the day: --born DATE --on DATE.')
    if (born_on > '9900-01-01') throw new WrongUsage('--born takes a day before the year 9900.')
    const { starts_on, ends_on } = compulsoryAge(born_on)
    const compulsory_school_age = isCompulsoryAge(born_on, on)
    tell(
      values.json,
      { starts_on, ends_on, compulsory_school_age },
      `${compulsory_school_age ? 'Of' : 'Not of'} compulsory school age on ${formatDay(on)}: it runs from ${formatDay(starts_on)} to ${formatDay(ends_on)}.`,
    )
  },
}
