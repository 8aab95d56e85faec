import { compareForenames, compareSurnames } from './compare-names.ts'
import type { Duck } from './duck.ts'
import { byValue, type Field, levelAt } from './fields.ts'
import { type NameForm, nameForm } from './name-forms.ts'
import { dayNumberOf, firstMiddle, nameGiven } from './person.ts'

/** Every name of the lists, once: its text by its id. Forms are made when they are first compared. */
export class Names {
  readonly #texts: string[] = []
  readonly #ids = new Map<string, number>()
  #forms: (NameForm | undefined)[] = []
  #common: (text: string) => boolean = () => false

  idOf(text: string): number {
    const known = this.#ids.get(text)
    if (known !== undefined) return known
    this.#ids.set(text, this.#texts.length)
    return this.#texts.push(text) - 1
  }

  get texts(): readonly string[] {
    return this.#texts
  }

  /** Says which texts are names of their own; forgets the forms made before. */
  setCommon(common: (text: string) => boolean): void {
    this.#common = common
    this.#forms = []
  }

  form(id: number): NameForm {
    const made = this.#forms[id]
    if (made !== undefined) return made
    const text = this.#texts[id] ?? ''
    const form = nameForm(text, this.#common(text))
    this.#forms[id] = form
    return form
  }
}

/** Texts that are dates with the month first, such as 12/31/2010; null where no reading with the day first fails. */
export function monthFirst(texts: readonly string[]): boolean {
  let dayFails = 0
  let monthFails = 0
  for (const text of texts) {
    const [, first, second] = /^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ]\d{2,4}\b/.exec(text) ?? []
    if (Number(second) > 12) dayFails += 1
    if (Number(first) > 12) monthFails += 1
  }
  return dayFails > 0 && monthFails === 0
}

const dayFirst = (text: string): string => text.replace(/^\s*(\d{1,2})([-/. ])(\d{1,2})/, '$3$2$1')

/** Makes `name` of every name and `day` of every date, each worked out once. */
async function makeDictionaries(duck: Duck, lists: number): Promise<Names> {
  const names = new Names()
  const spelt: [raw: string, id: number][] = []
  const middles: [raw: string, id: number][] = []
  const shown: string[] = []
  const take = (raw: string, text: string | null, into: [string, number][]) => {
    if (text === null) return
    const id = names.idOf(text)
    const before = shown[id]
    const written = raw.trim()
    if (before === undefined || written < before) shown[id] = written
    into.push([raw, id])
  }
  await duck.each(
    // In order, so that names have the same numbers in every run: blocks to learn from are drawn by them.
    `SELECT DISTINCT unnest([forename, surname, former_surname]) AS raw FROM given ORDER BY raw`,
    ([raw]) => raw !== null && take(String(raw), nameGiven(String(raw)), spelt),
  )
  await duck.each(
    `SELECT DISTINCT middle_name FROM given WHERE middle_name IS NOT NULL ORDER BY middle_name`,
    ([raw]) => {
      const first = firstMiddle(String(raw))
      take(String(raw), nameGiven(first), middles)
    },
  )
  await duck.run('CREATE TABLE name (id INTEGER, text VARCHAR, shown VARCHAR)')
  await duck.run('CREATE TABLE name_key (id INTEGER, key INTEGER)')
  const told = await fillNames(duck, names, shown)
  for (const [table, rows] of [
    ['spelt', spelt],
    ['middle', middles],
  ] as const) {
    await duck.run(`CREATE TABLE ${table} (raw VARCHAR, id INTEGER, k INTEGER, letter INTEGER)`)
    await duck.fill(
      table,
      ['T', 'I', 'I', 'I'],
      rows.map(([raw, id]) => [raw, id, ...(told[id] ?? [null, null])]),
    )
  }
  await makeDays(duck, lists)
  return names
}

/** What is told of a name with it: how it sounds, and its first letter, below 0 for a name of one letter. */
type Told = readonly [key: number | null, letter: number]

async function fillNames(duck: Duck, names: Names, shown: readonly string[]): Promise<Told[]> {
  const keys = new Map<string, number>()
  const keyId = (key: string): number => {
    const known = keys.get(key)
    if (known !== undefined) return known
    keys.set(key, keys.size)
    return keys.size - 1
  }
  const rows: [number, string, string][] = []
  const told: Told[] = []
  const blockKeys: [number, number][] = []
  for (const [id, text] of names.texts.entries()) {
    const form = nameForm(text, false)
    const [first] = form.keys
    const letter = form.joined.codePointAt(0) ?? 0
    rows.push([id, text, shown[id] ?? text])
    told.push([first === undefined ? null : keyId(first), form.joined.length === 1 ? -letter : letter])
    for (const key of blockingKeys(form)) blockKeys.push([id, keyId(key)])
  }
  await duck.fill('name', ['I', 'T', 'T'], rows)
  await duck.fill('name_key', ['I', 'I'], blockKeys)
  return told
}

/** By what a name is looked for among others: how it sounds, its parts, and the names that it is short for or a form of. */
function blockingKeys(form: NameForm): Set<string> {
  const keys = new Set(form.keys)
  if (form.keys.length === 0) keys.add(form.joined)
  if (form.parts.length > 1)
    for (const part of form.parts) for (const key of part.length > 2 ? nameForm(part, false).keys : []) keys.add(key)
  if (form.bare !== form.joined) for (const key of nameForm(form.bare, false).keys) keys.add(key)
  for (const [other, how] of form.others ?? [])
    if (how === 'short' || other < form.joined) for (const key of nameForm(other, false).keys) keys.add(key)
  return keys
}

async function makeDays(duck: Duck, lists: number): Promise<void> {
  await duck.run('CREATE TABLE day (list UTINYINT, raw VARCHAR, born INTEGER)')
  for (let list = 0; list < lists; list += 1) {
    const texts: string[] = []
    await duck.each(`SELECT DISTINCT born FROM given WHERE list = ${list} AND born IS NOT NULL`, ([raw]) => {
      texts.push(String(raw))
    })
    const american = monthFirst(texts)
    const rows = texts.map(raw => [list, raw, dayNumberOf(american ? dayFirst(raw) : raw)] as const)
    await duck.fill('day', ['I', 'T', 'I'], rows)
  }
}

/**
 * Turns `given` into `rec`, the records as they are compared, and `source` with their ids: names and days by number.
 * @returns the names by their numbers.
 */
export async function buildRecords(duck: Duck, fields: readonly Field[], lists: number): Promise<Names> {
  const names = await makeDictionaries(duck, lists)
  const values = fields.flatMap((field, at) => (byValue(field.kind) ? [`g.v_${at}`] : []))
  await duck.run(`CREATE TABLE rec AS SELECT g.rowid::INTEGER AS rid, g.list, f.id AS fn, m.id AS mn, s.id AS sn, p.id AS fsn,
      f.k AS fk, m.k AS mk, s.k AS sk, m.letter AS mi, f.letter AS fi, s.letter AS si, d.born, g.sex, g.postcode, g.address, g.former
      ${values.map(value => `, ${value}`).join('')}
    FROM given g LEFT JOIN spelt f ON f.raw = g.forename LEFT JOIN spelt s ON s.raw = g.surname
    LEFT JOIN spelt p ON p.raw = g.former_surname LEFT JOIN middle m ON m.raw = g.middle_name
    LEFT JOIN day d ON d.list = g.list AND d.raw = g.born`)
  await duck.run('CREATE TABLE source AS SELECT rowid::INTEGER AS rid, id FROM given')
  await duck.run('DROP TABLE given; DROP TABLE spelt; DROP TABLE middle; DROP TABLE day')
  await duck.run('CREATE TABLE forename_pair (lo INTEGER, hi INTEGER, level INTEGER)')
  await duck.run('CREATE TABLE surname_pair (lo INTEGER, hi INTEGER, level INTEGER)')
  return names
}

const differs = { forename: levelAt('forename', 'differs'), surname: levelAt('surname', 'differs') }

/** Works out the levels of every two different names that meet in `pairs`, once each. */
export async function fillNamePairs(duck: Duck, names: Names, pairs: string): Promise<void> {
  for (const [table, column, compare, none] of [
    ['forename_pair', 'fn', compareForenames, differs.forename],
    ['surname_pair', 'sn', compareSurnames, differs.surname],
  ] as const) {
    await duck.run(`TRUNCATE ${table}`)
    const rows: [number, number, number][] = []
    const [lows, highs] = await duck.columns(
      `SELECT DISTINCT least(a.${column}, b.${column}), greatest(a.${column}, b.${column})
       FROM ${pairs} p JOIN rec a ON a.rid = p.l JOIN rec b ON b.rid = p.r WHERE a.${column} <> b.${column}`,
      2,
    )
    for (let at = 0; at < (lows?.length ?? 0); at += 1) {
      const low = lows?.[at] ?? 0
      const high = highs?.[at] ?? 0
      const level = compare(names.form(low), names.form(high))
      if (level < none) rows.push([low, high, level])
    }
    await duck.fill(table, ['I', 'I', 'I'], rows)
  }
}
