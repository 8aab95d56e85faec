import type { Read } from '../../ground/database/door.ts'
import { citationsOn, type Day, populationOf, populationRulesOn } from '../../rulebook/index.ts'
import { loadFacts } from './load-facts.ts'
import { marks } from './week-shown.ts'
import { fromTo } from './words.ts'

/** One reason for which a child is or was one of ours, with its days and its law. */
export interface WhyOurs {
  reason: string
  days: string
  text: string
  laws: readonly { rule: string; text: string }[]
}

/**
 * Why a child is ours, the newest reason first, from what this reader may see of the child: that the child is looked after is
 * a reason for those only who see care status. Source: `src/rulebook/population.ts`.
 */
export async function whyOurs(tx: Read, person_id: string, today: Day): Promise<WhyOurs[]> {
  const [child] = await loadFacts(tx, [person_id])
  if (!child) return []
  return populationOf(child.facts)
    .toSorted((a, b) => (a.starts_on < b.starts_on ? 1 : a.starts_on > b.starts_on ? -1 : 0))
    .flatMap(span => {
      const on = span.starts_on > today ? today : span.starts_on
      const rule = populationRulesOn(on).find(one => one.reason === span.reason)
      if (!rule) return []
      const laws = citationsOn(rule.citations, on).map(law => ({
        rule: law.rule,
        text: `${law.source} ${marks[law.mark]}`,
      }))
      return [{ reason: rule.title, days: fromTo(span.starts_on, span.ends_on), text: rule.text, laws }]
    })
}
