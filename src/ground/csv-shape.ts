export type Delimiter = ',' | ';' | '\t' | '|'

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|']
const LINES_LOOKED_AT = 25

/**
 * The delimiter that the most lines agree on, by how often it stands outside quotation marks. One line of prose above
 * the table is outvoted. Comma if no candidate appears at all (a table of one column).
 */
export function guessDelimiter(sample: string): Delimiter {
  const lines = countsByLine(sample)
  let best: Delimiter = ','
  let most = 0
  for (const [i, delimiter] of DELIMITERS.entries()) {
    const counts = lines.map(line => line[i] ?? 0).filter(count => count > 0)
    const [usual = 0, agreeing = 0] = commonest(counts)
    const score = agreeing * 1000 + Math.min(usual, 999)
    if (usual > 0 && score > most) {
      best = delimiter
      most = score
    }
  }
  return best
}

function countsByLine(sample: string): number[][] {
  const lines: number[][] = []
  let counts = DELIMITERS.map(() => 0)
  let quoted = false
  for (const char of sample) {
    if (char === '"') quoted = !quoted
    else if (!quoted && (char === '\n' || char === '\r')) {
      lines.push(counts)
      if (lines.length === LINES_LOOKED_AT) return lines
      counts = DELIMITERS.map(() => 0)
    } else if (!quoted) {
      const which = (DELIMITERS as readonly string[]).indexOf(char)
      if (which >= 0) counts[which] = (counts[which] ?? 0) + 1
    }
  }
  lines.push(counts)
  return lines
}

/** The commonest value and how many times it came; the greater of two as common. */
function commonest(values: readonly number[]): [number, number] | [] {
  const times = new Map<number, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  return [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
}

/**
 * Which of the first records holds the column names. If `knows` recognises at least two names of one record, the
 * record with the most; else the first that fills more than half the cells rows usually fill (an instruction row
 * fills one or two). -1 if every record is blank.
 */
export function findHeader(records: readonly (readonly string[])[], knows?: (name: string) => boolean): number {
  if (knows !== undefined) {
    const known = records.map(cells => cells.filter(cell => knows(cell.trim())).length)
    const most = Math.max(0, ...known)
    if (most >= 2) return known.indexOf(most)
  }
  const filled = records.map(cells => cells.filter(cell => cell.trim() !== '').length)
  const [usual = 0] = commonest(filled.filter(count => count > 0))
  const likely = filled.findIndex(count => count > usual / 2)
  return likely >= 0 ? likely : filled.findIndex(count => count > 0)
}

/** Names for the columns as the header row gives them, each once, and what was wrong with the row, in sentences. */
export function nameColumns(cells: readonly string[]): { names: string[]; problems: string[] } {
  const names: string[] = []
  const problems: string[] = []
  const last = cells.findLastIndex(cell => cell.trim() !== '')
  for (const [i, cell] of cells.slice(0, last + 1).entries()) {
    const name = cell.trim()
    if (name === '') {
      const made = unused(`Column ${i + 1}`, names)
      problems.push(`Column ${i + 1} has no name; it is shown as “${made}”. Give it a name if it is needed.`)
      names.push(made)
    } else if (names.includes(name)) {
      const made = unused(name, names)
      problems.push(
        `Two columns are both named “${name}”; the one in column ${i + 1} is shown as “${made}”. ` +
          'Give each column its own name.',
      )
      names.push(made)
    } else names.push(name)
  }
  return { names, problems }
}

function unused(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  let n = 2
  while (taken.includes(`${name} (${n})`)) n += 1
  return `${name} (${n})`
}
