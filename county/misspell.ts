import type { Random } from './random.ts'

const NEIGHBOURS: Record<string, string> = {
  a: 'esq',
  b: 'vn',
  c: 'xks',
  d: 'sft',
  e: 'aiw',
  f: 'gdv',
  g: 'hfj',
  h: 'gj',
  i: 'eyo',
  j: 'kg',
  k: 'cl',
  l: 'ki',
  m: 'n',
  n: 'mb',
  o: 'aup',
  p: 'ob',
  q: 'aw',
  r: 'te',
  s: 'zac',
  t: 'rd',
  u: 'ioy',
  v: 'bf',
  w: 'eq',
  x: 'zs',
  y: 'iu',
  z: 'sx',
}

/** One edit as hands make it: a letter left out, doubled, swapped with the next, or taken for a neighbour. Never the same text. */
export function misspell(text: string, random: Random): string {
  for (let tries = 0; tries < 20; tries += 1) {
    // The first letter is seldom wrong.
    const at = text.length < 2 || random.chance(0.06) ? 0 : random.integer(1, text.length - 1)
    const edited = edit(text, at, random)
    if (edited !== text && edited.trim().length > 0) return edited
  }
  return `${text}e`
}

function edit(text: string, at: number, random: Random): string {
  const letter = text[at] ?? ''
  const before = text.slice(0, at)
  const after = text.slice(at + 1)
  const kind = random.integer(1, 4)
  if (kind === 1 && text.length > 2) return before + after
  if (kind === 2) return before + letter + letter.toLowerCase() + after
  if (kind === 3 && at > 0 && after !== '') return before + after[0] + letter + after.slice(1)
  const choices = NEIGHBOURS[letter.toLowerCase()]
  if (choices === undefined) return text
  const other = random.pick([...choices])
  return before + (letter === letter.toLowerCase() ? other : other.toUpperCase()) + after
}

/** Another digit in one place, keeping the length: how a number is mistyped. */
export function mistype(number: string, at: number, random: Random): string {
  const wrong = (Number(number[at]) + random.integer(1, 9)) % 10
  return `${number.slice(0, at)}${wrong}${number.slice(at + 1)}`
}
