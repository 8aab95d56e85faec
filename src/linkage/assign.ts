/** An edge between a place on the left and a place on the right, worth something if both are partners. */
export interface Edges {
  left: ArrayLike<number>
  right: ArrayLike<number>
  /** Greater than 0 for what is worth choosing. */
  worth: ArrayLike<number>
}

/** Larger groups of people who could be each other are solved by the best pairs first: nobody meets them but in broken lists. */
const largestExact = 400

/**
 * The partners that are worth most together, each on one side having one at most: exact inside each connected component (the
 * Hungarian method), and of two answers that are worth the same the one with the lower places.
 * @returns the places in `edges` that are chosen, in ascending order.
 */
export function assignOneToOne(edges: Edges): number[] {
  const chosen: number[] = []
  for (const component of components(edges)) {
    if (component.length === 1) chosen.push(component[0] ?? 0)
    else chosen.push(...solve(component, edges))
  }
  return chosen.sort((a, b) => a - b)
}

/** The edges of each connected component, those that are worth nothing left out. */
function components({ left, right, worth }: Edges): number[][] {
  const parent: number[] = []
  const leftNode = new Map<number, number>()
  const rightNode = new Map<number, number>()
  const nodeOf = (nodes: Map<number, number>, place: number): number => {
    const known = nodes.get(place)
    if (known !== undefined) return known
    nodes.set(place, parent.length)
    return parent.push(parent.length) - 1
  }
  const root = (node: number): number => {
    let at = node
    while (parent[at] !== at) {
      const up = parent[parent[at] ?? at] ?? at
      parent[at] = up
      at = up
    }
    return at
  }
  for (let edge = 0; edge < worth.length; edge += 1) {
    if (!((worth[edge] ?? 0) > 0)) continue
    const one = root(nodeOf(leftNode, left[edge] ?? 0))
    const other = root(nodeOf(rightNode, right[edge] ?? 0))
    if (one !== other) parent[Math.max(one, other)] = Math.min(one, other)
  }
  const groups = new Map<number, number[]>()
  for (let edge = 0; edge < worth.length; edge += 1) {
    if (!((worth[edge] ?? 0) > 0)) continue
    const group = root(leftNode.get(left[edge] ?? 0) ?? 0)
    const of = groups.get(group)
    if (of === undefined) groups.set(group, [edge])
    else of.push(edge)
  }
  return [...groups.values()]
}

const byPlace = (a: number, b: number): number => a - b

function solve(component: readonly number[], { left, right, worth }: Edges): number[] {
  const lefts = [...new Set(component.map(edge => left[edge] ?? 0))].sort(byPlace)
  const rights = [...new Set(component.map(edge => right[edge] ?? 0))].sort(byPlace)
  if (lefts.length > largestExact || rights.length > largestExact) return bestFirst(component, { left, right, worth })
  const leftAt = new Map(lefts.map((place, at) => [place, at]))
  const rightAt = new Map(rights.map((place, at) => [place, at]))
  const size = Math.max(lefts.length, rights.length)
  const best = Array.from({ length: size }, () => new Float64Array(size))
  const edgeAt = new Map<number, number>()
  for (const edge of component) {
    const row = leftAt.get(left[edge] ?? 0) ?? 0
    const column = rightAt.get(right[edge] ?? 0) ?? 0
    const value = worth[edge] ?? 0
    const of = best[row]
    if (of === undefined || value <= (of[column] ?? 0)) continue
    of[column] = value
    edgeAt.set(row * size + column, edge)
  }
  // Lower places come first by less than any two weights differ: weights are multiples of 1/4096.
  for (const [key] of edgeAt) {
    const row = Math.floor(key / size)
    const column = key % size
    const of = best[row]
    if (of !== undefined) of[column] = (of[column] ?? 0) + (2 - (row * size + column) / (size * size)) * (1e-6 / size)
  }
  return hungarian(best, size).flatMap((column, row) => edgeAt.get(row * size + column) ?? [])
}

/** The column of each row for which the sum is greatest. Source: the method of Kuhn and Munkres, with potentials. */
function hungarian(best: readonly Float64Array[], size: number): number[] {
  const rowPotential = new Float64Array(size + 1)
  const columnPotential = new Float64Array(size + 1)
  const rowOf = new Int32Array(size + 1)
  const way = new Int32Array(size + 1)
  for (let row = 1; row <= size; row += 1) {
    rowOf[0] = row
    const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY)
    const used = new Uint8Array(size + 1)
    let column = 0
    do {
      used[column] = 1
      const from = rowOf[column] ?? 0
      let delta = Number.POSITIVE_INFINITY
      let next = 0
      for (let to = 1; to <= size; to += 1) {
        if (used[to] === 1) continue
        const cost = -(best[from - 1]?.[to - 1] ?? 0) - (rowPotential[from] ?? 0) - (columnPotential[to] ?? 0)
        if (cost < (least[to] ?? 0)) {
          least[to] = cost
          way[to] = column
        }
        if ((least[to] ?? 0) < delta) {
          delta = least[to] ?? 0
          next = to
        }
      }
      for (let to = 0; to <= size; to += 1) {
        if (used[to] === 1) {
          const at = rowOf[to] ?? 0
          rowPotential[at] = (rowPotential[at] ?? 0) + delta
          columnPotential[to] = (columnPotential[to] ?? 0) - delta
        } else least[to] = (least[to] ?? 0) - delta
      }
      column = next
    } while (rowOf[column] !== 0)
    do {
      const back = way[column] ?? 0
      rowOf[column] = rowOf[back] ?? 0
      column = back
    } while (column !== 0)
  }
  const columns = Array.from({ length: size }, () => 0)
  for (let to = 1; to <= size; to += 1) columns[(rowOf[to] ?? 1) - 1] = to - 1
  return columns
}

function bestFirst(component: readonly number[], { left, right, worth }: Edges): number[] {
  const order = [...component].sort(
    (a, b) => (worth[b] ?? 0) - (worth[a] ?? 0) || (left[a] ?? 0) - (left[b] ?? 0) || (right[a] ?? 0) - (right[b] ?? 0),
  )
  const takenLeft = new Set<number>()
  const takenRight = new Set<number>()
  return order.filter(edge => {
    const one = left[edge] ?? 0
    const other = right[edge] ?? 0
    if (takenLeft.has(one) || takenRight.has(other)) return false
    takenLeft.add(one)
    takenRight.add(other)
    return true
  })
}
