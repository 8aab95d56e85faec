import type { EntryKind } from '../../rulebook/index.ts'
import { longestEntry } from './entry.ts'

/** The kind that an event's title names, or why it cannot be told, as the rest of a sentence. */
export type ToldKind = { kind: EntryKind } | { why: string }

/** Words by which people name the kinds in the titles of events; looked for in lower case, without punctuation. */
const words: Readonly<Record<Exclude<EntryKind, 'term'>, RegExp>> = {
  half_term: /\bhalf ?terms?\b/,
  inset:
    /\binset\b|\btraining days?\b|\b(?:staff|teachers?|professional) (?:training|development)\b|\bnon pupil days?\b/,
  closure: /\bclos(?:ed|ure|ures)\b|\bsnow days?\b|\bno school\b/,
  holiday:
    /\b(?:bank|public) holidays?\b|\bgood friday\b|\beaster monday\b|\bboxing day\b|\bchristmas day\b|\bnew year s day\b/,
}
const term = /\bterms?\b/
const edge =
  /\b(?:starts?|begins?|ends?|finish(?:es)?|returns?|back|first day|last day|breaks? up|re ?opens?|resumes?)\b/
const breaks = /\b(?:holidays?|break|vacation)\b/

const texts: Readonly<Record<EntryKind, string>> = {
  term: 'term',
  half_term: 'half-term',
  inset: 'INSET day',
  closure: 'closure',
  holiday: 'bank holiday',
}

/** Days beyond which a kind is doubted: half a term is also called “Half term 1”, and nobody trains for weeks. */
const longest: Readonly<Record<EntryKind, number>> = {
  term: longestEntry,
  half_term: 16,
  inset: 7,
  closure: longestEntry,
  holiday: 5,
}
/** A term has weeks; “Autumn term” on one day marks its beginning or its end. */
const shortestTerm = 15

/**
 * Tells what an event is by the words of its title, and by nothing else. Whatever names no kind, two of them, or a length that the
 * kind does not have is not told.
 * @param days from its first to its last day, both included.
 */
export function kindOf(title: string, days: number): ToldKind {
  const said = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const found = (Object.keys(words) as Exclude<EntryKind, 'term'>[]).filter(kind => words[kind].test(said))
  // A day on which a school is closed for INSET, or for a bank holiday, is that.
  const named = found.some(kind => kind === 'inset' || kind === 'holiday')
    ? found.filter(kind => kind !== 'closure')
    : found
  const [kind, another] = named
  if (days <= 2 && edge.test(said) && kind !== 'inset' && kind !== 'holiday' && (term.test(said) || kind))
    return { why: 'marks a day on which something begins or ends. Write the whole of it as one event' }
  if (kind && another) return { why: `says both ${texts[kind]} and ${texts[another]}. Name one of them` }
  if (kind) return fitting(kind, days)
  if (term.test(said))
    return days < shortestTerm
      ? { why: `says term and lasts ${inDays(days)}. Write a term from its first to its last day as one event` }
      : fitting('term', days)
  if (breaks.test(said))
    return { why: 'is a holiday between terms, which needs no entry: it is what lies between them' }
  return {
    why: 'does not say which kind of day it is. A title that takes it in holds “term”, “half term”, “INSET”, “closed” or “bank holiday”',
  }
}

const inDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`)

const fitting = (kind: EntryKind, days: number): ToldKind =>
  days <= longest[kind]
    ? { kind }
    : { why: `says ${texts[kind]} and lasts ${inDays(days)}. Check its dates, or its title` }
