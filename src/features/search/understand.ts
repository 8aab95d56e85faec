import {
  addDays,
  checkPostcode,
  type Day,
  dayFromParts,
  foldName,
  formatDay,
  monthNames,
  nameParts,
  readDay,
} from '../../rulebook/index.ts'

/** A span of birth dates, both ends included, as it is said: "on 3 November 2015", "in 2015". */
export interface BornAsked {
  from: Day
  to: Day
  said: string
}

/** What the words in the box ask for. */
export type Asked =
  | { kind: 'nothing' }
  /** The twelve characters after a UPN's check letter, and the letter if one was typed. */
  | { kind: 'upn'; body: string; letter: string }
  | { kind: 'number'; value: string }
  | {
      kind: 'child'
      /** Parts of a name, as typed. */
      words: string[]
      born: BornAsked | null
      /** A whole postcode, or the first half of one. */
      postcode: { key: string; said: string; whole: boolean } | null
      /** What stood behind "at". */
      school: string | null
      /** What was taken for nothing. */
      left_out: string[]
    }

/** The most parts of a name that are looked for: more than anybody has on a record. */
const mostWords = 6

/** Understands what was typed into the one box: an identifier, or a name with what narrows it. */
export function understand(typed: string, today: Day): Asked {
  const text = typed.normalize('NFC').trim().replaceAll(/\s+/g, ' ').slice(0, 200)
  const compact = text.replaceAll(/[\s-]/g, '').toUpperCase()
  const upn = /^(?:UPN:?)?([A-Z]?)(\d{11}[\dA-Z])$/.exec(compact)
  if (upn) return { kind: 'upn', letter: upn[1] ?? '', body: upn[2] ?? '' }
  const number = /^(?:NHS|ULN)?(?:NUMBER|NO)?[:.]?(\d{10})$/.exec(compact)
  if (number) return { kind: 'number', value: number[1] ?? '' }

  const [named = '', school = ''] = text.split(/\s+(?:at|@)\s+/i)
  const words = named.split(' ').filter(Boolean)
  const born = take(words, 4, part => bornOf(part, today))
  const postcode = take(words, 2, postcodeOf) ?? take(words, 1, districtOf)
  const left_out = words.filter(word => /\d/.test(word))
  const parts = words.flatMap(word => (/\d/.test(word) || (born && introduces.test(word)) ? [] : piecesOf(word)))
  if (parts.length === 0 && !born && !postcode && school === '' && left_out.length === 0) return { kind: 'nothing' }
  return { kind: 'child', words: parts.slice(0, mostWords), born, postcode, school: school || null, left_out }
}

/** Words that only say that a birth date follows. */
const introduces = /^(?:born|dob|d\.o\.b\.?)[:,]?$/i

/** The pieces of a typed word as it will be explained: "O’Brien-Núñez" has two. */
const piecesOf = (word: string): string[] =>
  word
    .split(/[-–—/,.()]+/)
    .filter(piece => nameParts(piece).length > 0)
    .map(piece => piece.trim())

/** Takes the first run of words that reads as something out of the list; the longest runs are tried first. */
function take<T>(words: string[], longest: number, read: (part: string) => T | null): T | null {
  for (let length = Math.min(longest, words.length); length > 0; length--) {
    for (let at = 0; at + length <= words.length; at++) {
      const found = read(words.slice(at, at + length).join(' '))
      if (found === null) continue
      words.splice(at, length)
      return found
    }
  }
  return null
}

const year = String.raw`((?:19|20)\d{2})`
const monthFirst = new RegExp(String.raw`^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? ${year}$`, 'i')
const monthAlone = new RegExp(String.raw`^([a-z]{3,9})\.?,? ${year}$`, 'i')

function bornOf(part: string, today: Day): BornAsked | null {
  if (!/\d/.test(part)) return null
  const text = part.replace(/,$/, '').replace(/(\d(?:st|nd|rd|th)?) of /i, '$1 ')
  const alone = Number(new RegExp(`^${year}$`).exec(text)?.[1])
  if (alone >= 1990 && alone <= Number(today.slice(0, 4)) + 1)
    return { from: `${alone}-01-01` as Day, to: `${alone}-12-31` as Day, said: `in ${alone}` }
  const month = monthAlone.exec(text)
  if (month) {
    const first = dayIn(month[2], month[1], '1')
    if (!first) return null
    const next = addDays(first, 31)
    const last = addDays(`${next.slice(0, 7)}-01` as Day, -1)
    return { from: first, to: last, said: `in ${formatDay(first).split(' ').slice(2).join(' ')}` }
  }
  const turned = monthFirst.exec(text)
  const read = turned ? { day: dayIn(turned[3], turned[1], turned[2]) } : readDay(text)
  const day = 'day' in read ? read.day : undefined
  return day === undefined ? null : { from: day, to: day, said: `on ${formatDay(day)}` }
}

function dayIn(year = '', month = '', date = ''): Day | undefined {
  const at = monthNames.findIndex(name => month.length > 2 && name.toLowerCase().startsWith(month.toLowerCase()))
  return at < 0 ? undefined : dayFromParts({ year: Number(year), month: at + 1, day: Number(date) })
}

function postcodeOf(part: string): { key: string; said: string; whole: boolean } | null {
  const checked = /\d/.test(part) ? checkPostcode(part.replace(/,$/, '')) : { valid: false, normalised: '' }
  if (!checked.valid) return null
  const said = String(checked.normalised)
  return { key: said.replaceAll(' ', ''), said, whole: true }
}

/** The first half of a postcode: a district, such as NG7. */
const districtOf = (part: string): { key: string; said: string; whole: boolean } | null => {
  const said = part.replace(/,$/, '').toUpperCase()
  return /^[A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKPSTUW]?$/.test(said) ? { key: said, said, whole: false } : null
}

/** The words as a text for finding a school of that name; null when they cannot be one. */
export const schoolText = (asked: Asked): string | null => {
  if (asked.kind !== 'child' || asked.born || asked.postcode || asked.left_out.length > 0) return null
  const text = asked.words.join(' ')
  return foldName(text).length < 4 ? null : text
}
