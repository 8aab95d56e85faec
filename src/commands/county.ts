import { join } from 'node:path'
import { DEFAULT_CHILDREN, DEFAULT_SEED, generateCounty } from '../../county/generate.ts'
import { loadCounty } from '../../county/load.ts'
import { type Command, dayTyped, Refusal, tell, today, typed, WrongUsage, withDatabase, withSetUp } from './command.ts'

export const countyCommand: Command = {
  name: 'county',
  usage: 'county write FOLDER | county load [FOLDER] [--children N] [--seed N] [--as-at DATE] [--json]',
  does: 'Writes a made-up county as files, or loads one into an empty database.',
  more: '\nThe same seed, day and number of children give the same files. It never loads into a database that holds real data.',
  run: async words => {
    const text = { type: 'string' } as const
    const { values, positionals } = typed(
      words,
      { children: text, seed: text, 'as-at': text, json: { type: 'boolean' } },
      { least: 1, most: 2 },
    )
    const [what, folder] = positionals
    const whole = (value: string | undefined, fallback: number, option: string) => {
      if (value === undefined) return fallback
      if (!/^\d{1,7}$/.test(value)) throw new WrongUsage(`${option} takes a whole number.`)
      return Number(value)
    }
    const wanted = {
      children: whole(values.children, DEFAULT_CHILDREN, '--children'),
      seed: whole(values.seed, DEFAULT_SEED, '--seed'),
      as_at: dayTyped(values['as-at'], '--as-at') ?? today(),
    }
    const write = async (into: string) => {
      try {
        return await generateCounty({ ...wanted, folder: into })
      } catch (problem) {
        if (problem instanceof RangeError) throw new WrongUsage(problem.message)
        throw problem
      }
    }
    if (what === 'write') {
      if (folder === undefined) throw new WrongUsage('Say the folder to write into.')
      const summary = await write(folder)
      tell(
        values.json,
        summary,
        `${summary.children.toLocaleString('en-GB')} made-up children in ${summary.rows.toLocaleString('en-GB')} rows are in ${folder}.`,
      )
    } else if (what === 'load') {
      await withDatabase((connection, settings) =>
        withSetUp(connection, async setUp => {
          const holds = await setUp.holds()
          if (holds !== 'nothing')
            throw new Refusal(
              `This database holds ${holds === 'demonstration' ? 'a demonstration already' : 'real data'}. A county is loaded into an empty one only.`,
            )
          const from = folder ?? join(settings.dataFolder, 'county')
          if (folder === undefined) await write(from)
          await loadCounty({
            folder: from,
            door: connection.door,
            setUp,
            password: 'made-up-county-only',
            today: today(),
            say: line => console.error(line),
          })
          tell(values.json, { loaded: from }, `The county of ${from} is loaded.`)
        }),
      )
    } else throw new WrongUsage(`There is no county ${what}: write or load.`)
  },
}
