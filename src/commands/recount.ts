import { definitionNames, own, recountNow, recountText } from '../features/recounts/index.ts'
import { Look } from '../ground/look.ts'
import { addDays } from '../rulebook/index.ts'
import { type Command, dayTyped, tell, today, typed, WrongUsage } from './command.ts'
import { engineFor, withDatabase } from './with-database.ts'

export const recountCommand: Command = {
  name: 'recount',
  usage: 'recount --on DATE [--known DATE] [--policy NAME[,NAME]] [--school URN] [--authority NUMBER] [--json]',
  does: 'How many children were in each state, band, clock and flag on a past day, under one definition or two. The answer is kept.',
  more: `A definition is one of ${definitionNames.join(', ')}; ${own}, which is taken when none is named, is what the authority decided, each on its days.`,
  run: async words => {
    const text = { type: 'string' } as const
    const { values } = typed(
      words,
      { on: text, known: text, policy: text, school: text, authority: text, json: { type: 'boolean' } },
      { least: 0, most: 0 },
    )
    const on_day = dayTyped(values.on, '--on')
    if (on_day === null) throw new WrongUsage('Say which day with --on.')
    if (on_day > today()) throw new WrongUsage(`--on takes a day that has begun, and ${on_day} has not.`)
    const known_on = dayTyped(values.known, '--known')
    if (known_on !== null && known_on > addDays(today(), -1))
      throw new WrongUsage('--known takes a day that is over: what had been recorded by its end.')
    const policies = (values.policy ?? own).split(',')
    const unknown = policies.find(name => !definitionNames.includes(name))
    if (unknown !== undefined) throw new WrongUsage(`There is no definition ${unknown}.`)
    if (policies.length > 2 || new Set(policies).size < policies.length)
      throw new WrongUsage('--policy takes one definition, or two that differ.')
    if (values.school !== undefined && !/^\d{5,6}$/.test(values.school))
      throw new WrongUsage('--school takes a URN, such as 990001.')
    await withDatabase(async connection => {
      const engine = await engineFor(connection, 'recount', values.authority)
      const { door } = connection
      const look = (purpose: string) => new Look({ purpose, route: 'command:recount' })
      const answer = await recountNow(
        {
          engine,
          read: (purpose, work) => {
            const seen = look(purpose)
            return door.read(engine, seen, tx => work(tx, seen))
          },
          write: (purpose, work) => {
            const seen = look(purpose)
            return door.write(engine, seen, tx => work(tx, seen))
          },
          progress: async ({ sentence }) => {
            if (process.stderr.isTTY) console.error(sentence)
          },
        },
        {
          ...{ on_day, known_on, policies, compulsory_age: false },
          counts: ['band', 'clock', 'flag'],
          school_urn: values.school === undefined ? null : Number(values.school),
        },
      )
      tell(values.json, answer, recountText(answer))
    })
  },
}
