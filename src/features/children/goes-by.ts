import { ageOn, type Day, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { ageText, checkOf, lastSaid, problemOf, saidOf, sameAs, sourceOf } from './fact-words.ts'
import { type Fact, isInForce } from './facts.ts'
import { strongest } from './strength.ts'
import { sexText } from './words.ts'

/** One thing that Onroll goes by, with who says so and who says otherwise. */
export interface GoesBy {
  label: string
  said: string
  /** Null where no source says anything. */
  source: { name: string; told: string; href: string | null } | null
  agree: string
  check: { text: string; doubt: boolean } | null
  problem: string | null
  others: { said: string; by: { name: string; told: string }[]; go_by_href: string | null }[]
}

/** What is said of one thing: the fact, how it is compared and how it reads. */
interface Saying {
  fact: Fact
  same: string
  said: string
}

interface Asked {
  on: Day
  today: Day
  /** Whether sources are told by name. */
  insider: boolean
  hrefOf(fact: Fact): string | null
  goByHref(fact: Fact): string | null
}

/**
 * What Onroll goes by for each thing that identifies a child, from facts that are believed: the same choice by strength of
 * source that the lists and the engine make, with everybody who agrees and everybody who does not.
 */
export function goesBy(facts: readonly Fact[], asked: Asked): GoesBy[] {
  const of = (kind: Fact['kind'], value?: string) =>
    facts.filter(fact => fact.kind === kind && (value === undefined || fact.values.kind === value))
  const plain = (chosen: readonly Fact[]): Saying[] =>
    chosen.map(fact => ({ fact, same: sameAs(fact), said: saidOf(fact) }))
  const born = of('birth').filter(fact => fact.values.born_on)
  const sexed = of('birth').filter(fact => fact.values.sex !== 'U')
  const upns = of('identifier', 'upn')
  const sound = upns.filter(fact => fact.values.problem === null)
  const homes = plain(of('address', 'home'))
  const second = plain(of('address', 'second_home'))
  const known = of('name', 'preferred')
  return [
    said('Name', plain(of('name', 'legal')), asked),
    ...(known.length > 0 ? [said('Known as', plain(known), asked)] : []),
    said(
      'Date of birth',
      born.map(fact => {
        const day = fact.values.born_on as Day
        return { fact, same: day, said: `${formatDay(day)}, aged ${ageOn(day, asked.on)}` }
      }),
      asked,
    ),
    said(
      'Sex',
      sexed.map(fact => ({ fact, same: String(fact.values.sex), said: sexText(String(fact.values.sex)) })),
      asked,
    ),
    said('UPN', plain(upns), asked, sound.length > 0 ? sound : upns),
    said('Address', homes, asked, standing(homes)),
    ...(second.length > 0 ? [said('Second home', second, asked)] : []),
  ]
}

/** Of addresses in doubt and addresses that are not, those that are not. */
function standing(sayings: readonly Saying[]): readonly Fact[] {
  const facts = sayings.map(({ fact }) => fact)
  const sound = facts.filter(fact => checkOf(fact)?.doubt !== true)
  return sound.length > 0 ? sound : facts
}

/** One thing: the strongest of those that may be gone by, who else says the same, and who says otherwise. */
function said(label: string, sayings: readonly Saying[], asked: Asked, among?: readonly Fact[]): GoesBy {
  const inForce = sayings.filter(({ fact }) => isInForce(fact, asked.on))
  const candidates = (among ?? sayings.map(({ fact }) => fact)).filter(fact => isInForce(fact, asked.on))
  const best = strongest(candidates.map(fact => ({ ...fact, recorded_at: new Date(fact.recorded_at), fact })))?.fact
  const chosen = inForce.find(({ fact }) => fact === best)
  if (!chosen) return { label, said: 'Not known', source: null, agree: '', check: null, problem: null, others: [] }
  const agreeing = inForce.filter(one => one !== chosen && one.same === chosen.same)
  const named = (one: Saying) => ({ name: sourceOf(one.fact, asked.insider), told: toldText(one.fact, asked.today) })
  const differing = Map.groupBy(
    inForce.filter(one => one.same !== chosen.same),
    one => one.same,
  )
  const checked = [chosen, ...agreeing].find(one => checkOf(one.fact) !== null)
  return {
    label,
    said: chosen.said,
    source: { ...named(chosen), href: asked.hrefOf(chosen.fact) },
    agree: agreeText(new Set(agreeing.map(one => named(one).name)), named(chosen).name),
    check: checked ? checkOf(checked.fact) : null,
    problem: problemOf(chosen.fact),
    others: [...differing.values()].map(group => ({
      said: group[0]?.said ?? '',
      by: group.map(named),
      go_by_href: group[0] ? asked.goByHref(group[0].fact) : null,
    })),
  }
}

/** "said 3 Nov 2026, 19 days ago" */
const toldText = (fact: Fact, today: Day): string => {
  const day = lastSaid(fact)
  const verb = fact.source === 'council' ? 'recorded' : 'said'
  return `since ${formatShortDay(fact.starts_on)}, last ${verb} ${formatShortDay(day)}, ${ageText(day, today)}`
}

function agreeText(names: ReadonlySet<string>, own: string): string {
  const others = [...names].filter(name => name !== own)
  if (others.length === 0) return 'No other source says so'
  return `${others.length} other ${others.length === 1 ? 'source agrees' : 'sources agree'}: ${others.join(', ')}`
}
