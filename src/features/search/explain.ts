import { foldName, howOtherName } from '../../rulebook/index.ts'
import type { Agreement } from './find.ts'
import type { NameSaid } from './shown.ts'

/** The name under which a child is listed. */
interface Listed {
  forename: string
  surname: string
  known_as: string
}

/**
 * Why a child was found, in sentences, a typed word each; none for a word that stands in the listed name as it was typed.
 * Names are spelt from `said`, which the reader may read: what is not there is not told.
 */
export function explain(
  typed: readonly string[],
  agreed: readonly Agreement[],
  said: readonly NameSaid[],
  listed: Listed,
): string[] {
  const sentences = agreed.map(one => sentence(typed[one.at] ?? '', one, said, listed))
  const missed = typed.filter((_, at) => !agreed.some(one => one.at === at))
  const none = missed.length > 0 ? [`Nothing is like “${missed.join('” or “')}”`] : []
  return [...new Set([...sentences.filter(text => text !== ''), ...none])]
}

function sentence(
  typed: string,
  { how, part, kind, token }: Agreement,
  said: readonly NameSaid[],
  listed: Listed,
): string {
  const name = spelt(token, part, said)
  if (name === null) return 'A recorded name agrees'
  const isListed = partsIn([listed.forename, listed.surname, listed.known_as]).some(one => foldName(one) === token)
  const called = isListed
    ? capital(part)
    : { former: `Former ${part}`, middle: 'Middle name', preferred: 'Known as', legal: `Another ${part}` }[kind]
  if (how === 'exact' || how === 'begins') {
    if (isListed) return how === 'exact' ? '' : `${name} begins with ${typed}`
    if (kind === 'former') return `${name} is a former ${part}`
    if (kind === 'middle') return `${name} is a middle name`
    return kind === 'preferred' ? `Known as ${name}` : `Also recorded as ${name}`
  }
  if (how === 'near') return `${called} ${kind === 'preferred' && !isListed ? '' : 'spelt '}${name}; you typed ${typed}`
  if (how === 'sound') return `${called} ${name} sounds like ${typed}`
  const other = howOtherName(typed, token)
  if (how === 'short')
    return other === 'long' ? `${capital(typed)} is short for ${name}` : `${name} is short for ${capital(typed)}`
  if (how === 'alike') return `${capital(typed)} and ${name} are short for the same name`
  return `${name} is another form of ${capital(typed)}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const partsIn = (names: readonly (string | null)[]): string[] =>
  names.flatMap(name => (name === null ? [] : [...name.split(/[\s\-–—/,.()]+/), name]))

/** A part of a name as some source spells it; null when the reader reads it nowhere. */
function spelt(token: string, part: Agreement['part'], said: readonly NameSaid[]): string | null {
  for (const name of said) {
    const found = partsIn(part === 'surname' ? [name.surname] : [name.forename, name.middle_names]).find(
      one => foldName(one) === token,
    )
    if (found !== undefined) return found
  }
  return null
}
