/** So many are named: enough to see a slip, few enough to read. */
const named = 3

/**
 * The ids that may have been meant, the likeliest first: those that begin with what was typed; those that it begins with; those
 * that begin with the same letters, as the rules of one section do; and those of which no more than every third letter is another. Among
 * each, fewer letters to change, add or leave out first, then in the order given. None where nothing is like it.
 */
export const nearestIds = (typed: string, ids: readonly string[]): string[] => {
  const given = typed.toLowerCase()
  return ids
    .map(id => ({ id, edits: editsBetween(given, id.toLowerCase()) }))
    .flatMap(({ id, edits }) => {
      const rank = rankOf(given, id.toLowerCase(), edits)
      return rank === null ? [] : [{ id, edits, rank }]
    })
    .sort((a, b) => a.rank - b.rank || a.edits - b.edits)
    .slice(0, named)
    .map(({ id }) => id)
}

function rankOf(given: string, id: string, edits: number): number | null {
  if (id.startsWith(given)) return 0
  if (given.startsWith(id)) return 1
  if (lettersOf(given) !== '' && lettersOf(given) === lettersOf(id)) return 2
  return edits <= given.length / 3 ? 3 : null
}

const lettersOf = (id: string): string => /^[a-z]*/.exec(id)?.[0] ?? ''

function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [row, letter] of [...a].entries()) {
    const here = [row + 1]
    for (let i = 1; i <= b.length; i++) {
      const kept = (above[i - 1] ?? 0) + (b[i - 1] === letter ? 0 : 1)
      here.push(Math.min(kept, (above[i] ?? 0) + 1, (here[i - 1] ?? 0) + 1))
    }
    above = here
  }
  return above[b.length] ?? 0
}
