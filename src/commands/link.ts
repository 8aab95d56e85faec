import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import {
  ColumnsRefused,
  EngineFailed,
  type LinkageResult,
  ListRefused,
  linkFiles,
  type Model,
  ModelRefused,
  parseModel,
} from '../linkage/index.ts'
import { type Command, Refusal, tell, typed, WrongUsage } from './command.ts'

/** What `--columns` says, in both commands. */
export const columnsHelp = `Columns are known by their headers. Where they are not, --columns names a JSON file such as
  {"id": "ref", "forename": "first_name", "surname": "last_name", "born": "dob", "address": ["line 1", "line 2"],
   "exact": ["school"], "fuzzy": ["guardian"], "identifier": ["passport"]}
with the fields id, forename, middle_name, surname, full_name, former_surname, born, sex, postcode, address, town, upn, former_upn, nhs_number, uln, phone
and email, and, under exact, fuzzy and identifier, columns that are none of these. Files of different headers have a map each, under "left" and
"right", or under "lists", in their order. CSV and Parquet files are read. --model FILE uses a model that --model-out FILE wrote: with it, the same lists give
the same answer. --memory says how much the engine may hold (700MB), --threads on how many processors it works (2).`

export const engineOptions = {
  columns: { type: 'string' },
  threshold: { type: 'string' },
  model: { type: 'string' },
  'model-out': { type: 'string' },
  memory: { type: 'string' },
  threads: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** The options of the engine as they were typed. */
export interface EngineTyped {
  columns?: string | undefined
  threshold?: string | undefined
  model?: string | undefined
  'model-out'?: string | undefined
  memory?: string | undefined
  threads?: string | undefined
}

export const linkCommand: Command = {
  name: 'link',
  usage: 'link --left A.csv --right B.csv --out pairs.csv [--columns map.json] [--one-to-one] [--threshold P] [--json]',
  does: 'Finds who of one list is who of another, with the probability of each pair and its reason in words.',
  more: `
Writes id_left, id_right, probability and reason of every pair from the threshold on (0.5, more likely one person than not). With --one-to-one each
row has one partner at most, chosen so that all pairs together are the most probable. ${columnsHelp}`,
  run: async words => {
    const { values } = typed(
      words,
      {
        left: { type: 'string' },
        right: { type: 'string' },
        out: { type: 'string' },
        'one-to-one': { type: 'boolean' },
        ...engineOptions,
      },
      { least: 0, most: 0 },
    )
    const { left, right, out } = values
    if (left === undefined || right === undefined || out === undefined)
      throw new WrongUsage('--left, --right and --out are needed.')
    const maps = readColumns(values.columns)
    const result = await withEngine(() =>
      linkFiles({
        left: { path: left, columns: maps.of(0, 'left') },
        right: { path: right, columns: maps.of(1, 'right') },
        ...{ out, oneToOne: values['one-to-one'] === true },
        ...engineAsked(values),
      }),
    )
    keepModel(values['model-out'], result.model)
    tell(values.json, summary(result, { out }), told(result, [`${result.pairs} pairs are in ${out}.`]))
  },
}

/** What was typed, for the engine. Throws WrongUsage and Refusal. */
export function engineAsked(values: EngineTyped) {
  return {
    threshold: shareTyped(values.threshold),
    model: values.model === undefined ? undefined : readModel(values.model),
    memory: memoryTyped(values.memory),
    threads: threadsTyped(values.threads),
  }
}

function shareTyped(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const share = Number(text)
  if (text.trim() !== '' && share >= 0 && share <= 1) return share
  throw new WrongUsage(`--threshold takes a probability from 0 to 1, and ${text} is none.`)
}

function memoryTyped(text: string | undefined): string | undefined {
  if (text === undefined || /^\d+(?:\.\d+)?\s?(?:MB|GB|MiB|GiB)$/i.test(text)) return text
  throw new WrongUsage(`--memory takes an amount such as 700MB or 2GB, and ${text} is none.`)
}

function threadsTyped(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  throw new WrongUsage(`--threads takes a number of processors, and ${text} is none.`)
}

function readText(path: string): string {
  if (!existsSync(path)) throw new Refusal(`${path} cannot be read: there is no such file.`)
  return readFileSync(path, 'utf8')
}

function readModel(path: string): Model {
  try {
    return parseModel(readText(path))
  } catch (problem) {
    if (problem instanceof ModelRefused) throw new Refusal(`${path}: ${problem.message}`)
    throw problem
  }
}

/** The column map of each file; none where the headers are to be guessed. Throws Refusal for what is no JSON. */
export function readColumns(path: string | undefined): { of(at: number, side?: 'left' | 'right'): unknown } {
  if (path === undefined) return { of: () => undefined }
  const map = readMap(path)
  return {
    of: (at, side) => {
      if (Array.isArray(map.lists)) return map.lists[at]
      if ('left' in map || 'right' in map) return side === undefined ? undefined : map[side]
      return map
    },
  }
}

function readMap(path: string): Record<string, unknown> {
  try {
    const map: unknown = JSON.parse(readText(path))
    if (typeof map === 'object' && map !== null && !Array.isArray(map)) return { ...map }
  } catch (problem) {
    if (problem instanceof SyntaxError) throw new Refusal(`${path} is no JSON: ${problem.message}.`)
    throw problem
  }
  throw new Refusal(`${path}: a column map is an object, such as {"forename": "first_name", "born": "dob"}.`)
}

/** Turns what the engine refuses in a sentence into a Refusal. */
export async function withEngine<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (problem) {
    if ([ListRefused, ColumnsRefused, EngineFailed].some(kind => problem instanceof kind))
      throw new Refusal((problem as Error).message)
    throw problem
  }
}

/** Writes the model that a run rested on, where it is wanted. */
export function keepModel(path: string | undefined, model: Model): void {
  if (path !== undefined) writeFileSync(path, `${JSON.stringify(model)}\n`)
}

/** A run in JSON: everything but the model. */
export const summary = ({ model, ...result }: LinkageResult, more: object) => ({
  ...result,
  ...more,
  model: {
    version: model.version,
    trained_on: model.trained_on,
    thresholds: model.thresholds,
    matching: model.matching,
  },
})

/** A run in words. */
export const told = ({ lists, fields, review, model }: LinkageResult, lines: readonly string[]): string =>
  [
    ...lists.flatMap(({ path, rows, unused, rejected }) => [
      `${path}: ${rows} rows${unused.length === 0 ? '' : `; not used: ${unused.join(', ')}`}`,
      ...rejected.map(line => `  ${line}`),
    ]),
    `Compared: ${fields.join(', ')}`,
    ...lines,
    `${review} of them are less probable than ${model.thresholds.match}: a person should look at them.`,
  ].join('\n')
