/** Whether one edit makes one text the other: a letter more, less, other, or swapped with the next. Equal texts are too. */
export function withinOneEdit(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short.charCodeAt(at) === long.charCodeAt(at)) at += 1
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
}

const mostPrefix = 4
const prefixScale = 0.1
/** Below it a common beginning counts for nothing. */
const boostFrom = 0.7

/**
 * How alike two texts are, 0 to 1 (Jaro 1989, Winkler 1990), letter for letter as DuckDB's `jaro_winkler_similarity` says
 * it. Two empty texts are 1.
 */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1
  const jaro = jaroOf(one, other)
  if (jaro <= boostFrom) return jaro
  let prefix = 0
  while (prefix < mostPrefix && prefix < one.length && one.charCodeAt(prefix) === other.charCodeAt(prefix)) prefix += 1
  return jaro + prefix * prefixScale * (1 - jaro)
}

/** Room for the marks of letters that found their like; texts longer than it are cut. */
const room = 256
const takenOne = new Uint8Array(room)
const takenOther = new Uint8Array(room)

function jaroOf(whole: string, otherWhole: string): number {
  const one = whole.slice(0, room)
  const other = otherWhole.slice(0, room)
  if (one === '' || other === '') return 0
  const reach = Math.max(0, (Math.max(one.length, other.length) >> 1) - 1)
  takenOne.fill(0, 0, one.length)
  takenOther.fill(0, 0, other.length)
  let matches = 0
  for (let at = 0; at < one.length; at += 1) {
    const letter = one.charCodeAt(at)
    const to = Math.min(other.length - 1, at + reach)
    for (let there = Math.max(0, at - reach); there <= to; there += 1) {
      if (takenOther[there] === 1 || other.charCodeAt(there) !== letter) continue
      takenOne[at] = 1
      takenOther[there] = 1
      matches += 1
      break
    }
  }
  if (matches === 0) return 0
  const moved = transposed(one, other)
  return (matches / one.length + matches / other.length + (matches - moved) / matches) / 3
}

/** Half of the letters that stand in another order, among those that found their like; whole numbers only. */
function transposed(one: string, other: string): number {
  let out = 0
  let there = 0
  for (let at = 0; at < one.length; at += 1) {
    if (takenOne[at] === 0) continue
    while (takenOther[there] === 0) there += 1
    if (one.charCodeAt(at) !== other.charCodeAt(there)) out += 1
    there += 1
  }
  return out >> 1
}
