import { foldName } from '../../rulebook/index.ts'
import type { Asked } from './understand.ts'

/** How the words in the box were understood, in a sentence. */
export function understood(asked: Asked): string {
  if (asked.kind === 'nothing') return ''
  if (asked.kind === 'upn')
    return `Children with the UPN ${asked.letter}${asked.body}, now or before, whatever its first letter.`
  if (asked.kind === 'number') return `Children with the NHS number or ULN ${asked.value}.`
  const who = asked.words.length === 0 ? 'Children' : `Children whose name is like ${quoted(asked.words)}`
  const what = [
    ...(asked.born ? [`born ${asked.born.said}`] : []),
    ...(asked.postcode ? [`with an address ${asked.postcode.whole ? 'at' : 'in'} ${asked.postcode.said}`] : []),
    ...(asked.school === null ? [] : [`at a school called ${quoted([asked.school])}`]),
  ]
  const said = asked.words.length === 0 && what.length === 0 ? '' : `${[who, ...what].join(', ')}.`
  const first = asked.words.length > 0 && what.length === 0 ? said : said.replace('Children, ', 'Children ')
  return [first, ...leftOut(asked)].filter(Boolean).join(' ')
}

const leftOut = ({ left_out }: Asked & { kind: 'child' }): string[] =>
  left_out.length === 0
    ? []
    : [`We left out ${quoted(left_out)}: it is not a whole date, postcode, UPN, ULN or NHS number.`]

const quoted = (words: readonly string[]): string => `“${words.join(' ')}”`

/** What to try when nobody was found: what was looked for, and what else there is. Never why a child might not be shown. */
export function advice(asked: Asked): string[] {
  if (asked.kind === 'nothing') return []
  if (asked.kind === 'upn' || asked.kind === 'number')
    return ['Check the figures, or search by name and year of birth: not every list gives the number.']
  const lines: string[] = []
  if (asked.words.length > 0)
    lines.push(
      'We looked for the name spelt otherwise, short and long forms, former names, and forename and surname the other way round.',
    )
  if (asked.words.length > 1)
    lines.push('Try the surname alone, or one name with the year of birth, such as “khan 2014”.')
  else if (asked.words.some(word => foldName(word).length < 3)) lines.push('Type more of the name.')
  else lines.push('Try another name of the child, the date of birth, or the postcode.')
  if (asked.school !== null) lines.push('The school is looked for by all the words behind “at”: try fewer.')
  return lines
}
