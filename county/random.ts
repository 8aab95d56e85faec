/** A stream of pseudo-random choices. The same seed path always gives the same stream, on any machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [low, high], both ends included. */
  integer(low: number, high: number): number
  chance(probability: number): boolean
  /** Throws RangeError when there is nothing to pick from. */
  pick<T>(items: readonly T[]): T
}

/** Mixes one more number into a hash (the finaliser of MurmurHash3), so that neighbouring numbers give unrelated streams. */
function mix(hash: number, part: number): number {
  let h = Math.imul(hash ^ part, 0xcc9e2d51)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/**
 * The stream named by `path`, for example `randomAt(899, 'household', 17)`. Streams of different paths are independent, so
 * that adding a list or a fault leaves every other file as it was. Generator: sfc32 (Chris Doty-Humphrey, PractRand).
 */
export function randomAt(seed: number, ...path: (number | string)[]): Random {
  let hash = mix(0x9e3779b9, seed)
  for (const part of path) hash = mix(hash, typeof part === 'number' ? part + 1 : hashText(part))
  let a = hash
  let b = mix(hash, 0x243f6a88)
  let c = mix(hash, 0xb7e15162)
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return (sum >>> 0) / 4294967296
  }
  // The first outputs still resemble the seed.
  for (let round = 0; round < 12; round += 1) next()
  return {
    next,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: probability => next() < probability,
    pick: items => {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('There is nothing to pick from')
      return item
    },
  }
}

/** Picks items with the given weights: `picker([{weight: 3, item: 'a'}, {weight: 1, item: 'b'}])(random)`. */
export function picker<T>(choices: readonly { weight: number; item: T }[]): (random: Random) => T {
  const bounds: number[] = []
  let total = 0
  for (const choice of choices) {
    total += choice.weight
    bounds.push(total)
  }
  return random => {
    const aim = random.next() * total
    let low = 0
    let high = bounds.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((bounds[middle] ?? total) > aim) high = middle
      else low = middle + 1
    }
    const chosen = choices[low]
    if (chosen === undefined) throw new RangeError('There is nothing to pick from')
    return chosen.item
  }
}
