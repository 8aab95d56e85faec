import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Identity } from '../../ground/database/identity.ts'
import type { StoryLine } from '../../ground/feature.ts'
import { type Day, formatShortDay, londonDay } from '../../rulebook/index.ts'
import { listStatesWithLaw } from './education-queries.ts'
import { saidOf, sameAs, sourceOf } from './fact-words.ts'
import { type Fact, isBelieved, listFacts } from './facts.ts'
import { isInsider } from './identity-page.ts'
import { stateText } from './words.ts'

/** The lines that the child's own record gives to the story: how the child stood, where it lived, what it was called, seals. */
export async function recordStory(tx: Read, identity: Identity, person_id: string): Promise<StoryLine[]> {
  const insider = isInsider(identity)
  const states = await listStatesWithLaw(tx, person_id)
  const facts = (await listFacts(tx, person_id, ['name', 'address'])).filter(isBelieved)
  const names = facts.filter(fact => fact.kind === 'name' && fact.values.kind !== 'former')
  const homes = facts.filter(fact => fact.kind === 'address')
  return [
    ...states
      .filter(state => state.starts_on <= identity.today)
      .map(state => ({
        ...{ on: state.starts_on, kind: 'education', by: null, href: `/children/${person_id}/education` },
        text: [stateText(state.state), state.school_name].filter(Boolean).join(': '),
        detail: state.because,
      })),
    ...firstSaid(homes, insider).map(({ fact, by }) => ({
      ...{ on: fact.starts_on, kind: 'address', by, detail: null, href: `/children/${person_id}/identity#of-address` },
      text: `${fact.values.kind === 'second_home' ? 'Second home' : 'Lives at'}: ${saidOf(fact)}`,
    })),
    // A name that was never another is no event.
    ...(new Set(names.map(sameAs)).size < 2 ? [] : firstSaid(names, insider)).map(({ fact, by }) => ({
      ...{ on: fact.starts_on, kind: 'name', by, detail: null, href: `/children/${person_id}/identity#of-name` },
      text: `${fact.values.kind === 'preferred' ? 'Known as' : 'Name'}: ${saidOf(fact)}`,
    })),
    ...(await seals(tx, person_id)),
  ]
}

/** Each thing that is said, on the first day for which anybody says it, and by whom. */
function firstSaid(facts: readonly Fact[], insider: boolean): { fact: Fact; by: string }[] {
  const groups = Map.groupBy(facts, fact => `${fact.values.kind} ${sameAs(fact)}`)
  return [...groups.values()].flatMap(group => {
    const [first] = group.toSorted((a, b) => (a.starts_on < b.starts_on ? -1 : 1))
    const names = [...new Set(group.map(fact => sourceOf(fact, insider)))]
    const more = names.length > 2 ? ` and ${names.length - 2} more` : ''
    return first ? [{ fact: first, by: `by ${names.slice(0, 2).join(', ')}${more}` }] : []
  })
}

/** When the record was sealed and opened again, for those who are named on it. */
async function seals(tx: Read, person_id: string): Promise<StoryLine[]> {
  const { rows } = await sql<{ sealed_at: Date; lifted_at: Date | null; sealed_by: string; lifted_by: string | null }>`
    SELECT s.sealed_at, s.lifted_at, a.name AS sealed_by, b.name AS lifted_by FROM seal s JOIN account a ON a.id = s.sealed_by
    LEFT JOIN account b ON b.id = s.lifted_by WHERE s.person_id = ${person_id} ORDER BY s.sealed_at DESC LIMIT 20`.execute(
    tx,
  )
  const line = (at: Date, by: string | null, text: string): StoryLine => ({
    ...{ on: londonDay(at.toISOString()), kind: 'seal', text, detail: null, by, href: null },
  })
  return rows.flatMap(row => [
    line(row.sealed_at, row.sealed_by, 'The record was sealed'),
    ...(row.lifted_at ? [line(row.lifted_at, row.lifted_by, 'The seal was lifted')] : []),
  ])
}

const kindWords: Record<string, string> = {
  education: 'Education',
  address: 'Address',
  name: 'Name',
  seal: 'Sealing',
  case: 'Case',
}
const wordOf = (kind: string): string =>
  kindWords[kind] ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1).replaceAll('_', ' ')}`

const aPage = 50

/** A page of a story: of one kind or all, newest first, from before a day on; never a day torn in two. */
export function pageOfStory(
  lines: readonly StoryLine[],
  href: string,
  asked: { kind: string | null; before: string | null },
): {
  story: (StoryLine & { day: string; word: string })[]
  kinds: { text: string; href: string; current: boolean }[]
  earlier_href: string | null
} {
  const kinds = [...new Set(lines.map(line => line.kind))].toSorted()
  const kind = kinds.find(one => one === asked.kind) ?? null
  const of = (lines as readonly StoryLine[])
    .filter(line => (kind === null || line.kind === kind) && (asked.before === null || line.on < asked.before))
    .toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
  const edge: Day | undefined = of[aPage - 1]?.on
  const shown = edge === undefined ? of : of.filter(line => line.on >= edge)
  const address = (given: Record<string, string | null>) => {
    const query = new URLSearchParams(
      Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    )
    return query.size === 0 ? href : `${href}?${query}`
  }
  return {
    story: shown.map(line => ({ ...line, day: formatShortDay(line.on), word: wordOf(line.kind) })),
    kinds:
      kinds.length < 2
        ? []
        : [
            { text: 'Everything', href, current: kind === null },
            ...kinds.map(one => ({ text: wordOf(one), href: address({ kind: one }), current: one === kind })),
          ],
    earlier_href: shown.length < of.length && edge !== undefined ? address({ kind, before: edge }) : null,
  }
}
