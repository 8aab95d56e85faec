/** So many are named: enough to see a slip, few enough to read. */
const named = 3

/** The ids nearest to what was typed, the nearest first: those it begins with or that begin with it a step nearer, else by letters to
 * change, add or leave out, then in the order given. */
export const nearestIds = (typed: string, ids: readonly string[]): string[] =>
  ids
    .map(id => ({ id, away: distance(typed.toLowerCase(), id.toLowerCase()) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, named)
    .map(({ id }) => id)

const distance = (a: string, b: string): number => editsBetween(a, b) - (a.startsWith(b) || b.startsWith(a) ? 1 : 0)

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
