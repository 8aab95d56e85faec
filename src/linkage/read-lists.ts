import { type ColumnMap, ColumnsRefused, guessColumns, parseColumns } from './columns.ts'
import { type Duck, quoted } from './duck.ts'
import { byValue, type Field, fieldOf, knownFields } from './fields.ts'
import { ListRefused, type OpenedFile, openFile } from './open-file.ts'
import { between, betweenWords, nothings } from './person.ts'

/** A file of people and what its columns are, where somebody said so. */
export interface ListFile {
  path: string
  columns?: unknown
}

/** What was read of a file. */
export interface ListRead {
  path: string
  rows: number
  columns: Readonly<Record<string, readonly string[]>>
  unused: readonly string[]
  /** Rows that could not be read, each with its line and what is wrong. */
  rejected: readonly string[]
}

const mostRejectsTold = 20

const known = (header: string): boolean => guessColumns([header.trim()]).columns.size > 0

const nothing = (letters: (text: string) => string): string => nothings.map(text => quoted(letters(text))).join(', ')
const nothingLower = nothing(text => text)
const nothingUpper = nothing(text => text.toUpperCase())

/** In capitals, without what stands between letters and figures. Regular expressions would take most of the time of reading. */
const lettersAndFigures = (text: string): string => `translate(upper(${text}), ${quoted(between)}, '')`
const figures = (text: string): string => `regexp_replace(${text}, '[^0-9]', '', 'g')`

/** A value in letters and figures only, and then the value or NULL where that says nothing. */
function tidyValue(field: Field, text: string): readonly [first: string, then: (first: string) => string] {
  if (field.kind === 'identifier') return [lettersAndFigures(text), number]
  if (field.kind === 'phone') return [`regexp_replace(${figures(text)}, '^(00)?44([0-9]{9})', '0\\2')`, phone]
  const words = (first: string): string => `CASE WHEN ${first} IN (${nothingLower}) THEN NULL ELSE ${first} END`
  if (field.kind === 'email') return [`lower(trim(${text}))`, words]
  return [`translate(lower(${text}), ${quoted(between)}, '')`, words]
}
const number = (n: string): string =>
  `CASE WHEN length(${n}) < 3 OR replace(${n}, ${n}[1], '') = '' OR ${n} IN ('1234567890', ${nothingUpper}) THEN NULL ELSE ${n} END`
const phone = (n: string): string => `CASE WHEN length(${n}) < 6 THEN NULL ELSE ${n} END`

/** The fields on which two of these maps can be compared. */
export function sharedFields(maps: readonly ColumnMap[], everywhere: boolean): Field[] {
  const codes = [...new Set(maps.flatMap(({ columns }) => [...columns.keys()]))]
  const has = (map: ColumnMap, code: string): boolean => {
    if (code === 'forename' || code === 'surname') return map.columns.has(code) || map.columns.has('full_name')
    return map.columns.has(code === 'place' ? 'address' : code)
  }
  const own = codes.filter(code => code.includes(':')).sort()
  const all = [...knownFields, ...own.map(fieldOf)]
  // Towns are told apart only where nothing else says where somebody lives.
  const placed = maps.every(({ columns }) => columns.has('postcode') || columns.has('address'))
  return all.filter(
    ({ code }) =>
      !(code === 'town' && placed) &&
      (everywhere ? maps.every(map => has(map, code)) : maps.some(map => has(map, code))),
  )
}

/** Opens the files and settles what their columns are. Throws ListRefused or ColumnsRefused. */
export async function openLists(
  duck: Duck,
  lists: readonly ListFile[],
): Promise<{ file: OpenedFile; map: ColumnMap }[]> {
  const opened: { file: OpenedFile; map: ColumnMap }[] = []
  for (const { path, columns } of lists) {
    const file = await openFile(duck, path, known)
    const map = columns === undefined ? guessColumns(file.headers) : parseColumns(columns, file.headers, path)
    const names = ['forename', 'surname', 'full_name'].some(code => map.columns.has(code))
    if (!names && map.columns.size < 2)
      throw new ColumnsRefused(
        `${path}: no column was known as a name. Its columns are: ${file.headers.join(', ')}. Say which is which with --columns.`,
      )
    opened.push({ file, map })
  }
  return opened
}

/** Makes the table `given`: every row of every list, cell by cell, what is compared by its value already tidied. */
export async function createGiven(duck: Duck, fields: readonly Field[]): Promise<void> {
  const values = fields.map((field, at) => (byValue(field.kind) ? `, v_${at} VARCHAR` : '')).join('')
  await duck.run(`CREATE TABLE given (list UTINYINT, id VARCHAR, forename VARCHAR, middle_name VARCHAR, surname VARCHAR,
    former_surname VARCHAR, born VARCHAR, sex BOOLEAN, postcode VARCHAR, address VARCHAR, former VARCHAR${values})`)
}

/** Reads one list into `given`. Throws ListRefused for a file without a row. */
export async function readList(
  duck: Duck,
  list: number,
  { file, map }: { file: OpenedFile; map: ColumnMap },
  fields: readonly Field[],
): Promise<ListRead> {
  const used = [...new Set([...map.columns.values()].flat())]
  const column = (header: string): string => `c${file.headers.indexOf(header)}`
  const one = (code: string): string => {
    const [header] = map.columns.get(code) ?? []
    return header === undefined ? 'NULL::VARCHAR' : column(header)
  }
  const address = map.columns.get('address')
  const lines = address === undefined ? 'NULL::VARCHAR' : `concat_ws(' ', ${address.map(column).join(', ')})`
  const sex = `upper(left(trim(${one('sex')}), 1))`
  const values = fields.flatMap((field, at) =>
    byValue(field.kind) ? [{ at, tidy: tidyValue(field, one(field.code)) }] : [],
  )
  const select = (
    from: string,
  ): string => `SELECT ${list}::UTINYINT, id, forename, middle_name, surname, former_surname, born, sex,
      CASE WHEN postcode IN (${nothingUpper}) THEN NULL ELSE postcode END,
      CASE WHEN trim(address) IN (${nothingLower}) THEN NULL ELSE trim(address) END, ${number('former')}
      ${values.map(({ at, tidy: [, then] }) => `, ${then(`t_${at}`)}`).join('')}
    FROM (SELECT nullif(trim(${one('id')}), '') AS id, ${names(map, one)}, ${one('former_surname')} AS former_surname, ${one('born')} AS born,
      CASE WHEN ${sex} IN ('F', 'G', '2') THEN true WHEN ${sex} IN ('M', 'B', '1') THEN false END AS sex,
      ${lettersAndFigures(one('postcode'))} AS postcode, translate(lower(${lines}), ${quoted(betweenWords)}, ${quoted(' '.repeat(betweenWords.length))}) AS address,
      ${lettersAndFigures(one('former_upn'))} AS former ${values.map(({ at, tidy: [first] }) => `, ${first} AS t_${at}`).join('')}
    FROM ${from})`
  const before = await duck.number('SELECT count(*) FROM given')
  await insert(duck, file, encoding => `INSERT INTO given ${select(file.from(encoding))}`)
  const rows = (await duck.number('SELECT count(*) FROM given')) - before
  if (rows === 0) throw new ListRefused(`${file.path} has no rows below its column names.`)
  if (
    !map.columns.has('id') ||
    (await duck.number(`SELECT count(*) FROM given WHERE rowid >= ${before} AND id IS NULL`)) > 0
  )
    await duck.run(`UPDATE given SET id = (rowid - ${before} + 1)::VARCHAR WHERE rowid >= ${before} AND id IS NULL`)
  return {
    ...{ path: file.path, rows, columns: Object.fromEntries(map.columns) },
    unused: file.headers.filter(header => !used.includes(header)),
    rejected: await rejectsOf(duck, file),
  }
}

/** Forename, middle name and surname; a whole name is "Surname, Forename Middle" or "Forename Middle Surname". */
function names(map: ColumnMap, one: (code: string) => string): string {
  if (!map.columns.has('full_name'))
    return `${one('forename')} AS forename, ${one('middle_name')} AS middle_name, ${one('surname')} AS surname`
  const whole = `trim(${one('full_name')})`
  const ahead = `position(',' IN ${whole}) > 0`
  const given = `trim(CASE WHEN ${ahead} THEN regexp_replace(${whole}, '^[^,]*,', '') ELSE regexp_replace(${whole}, '\\s+\\S+$', '') END)`
  const surname = `trim(CASE WHEN ${ahead} THEN split_part(${whole}, ',', 1) ELSE regexp_extract(${whole}, '\\S+$') END)`
  return `split_part(${given}, ' ', 1) AS forename, split_part(${given}, ' ', 2) AS middle_name, ${surname} AS surname`
}

/** UTF-8 is what most files are; what is none is read as systems of Windows write. */
async function insert(duck: Duck, file: OpenedFile, sql: (encoding: 'utf-8' | 'latin-1') => string): Promise<void> {
  try {
    await duck.run(sql('utf-8'))
  } catch (problem) {
    if (!(file.isText && problem instanceof Error && /utf|unicode|encod/i.test(problem.message))) throw problem
    await duck.run(sql('latin-1'))
  }
}

async function rejectsOf(duck: Duck, file: OpenedFile): Promise<string[]> {
  if (!file.isText) return []
  const rows = await duck.rows(
    `SELECT DISTINCT line, error_type::VARCHAR FROM reject_errors JOIN reject_scans USING (scan_id, file_id) WHERE file_path = ${quoted(file.path)} ORDER BY line LIMIT ${mostRejectsTold}`,
  )
  return rows.map(([line, why]) => `line ${line}: ${String(why).toLowerCase().replaceAll('_', ' ')}`)
}
