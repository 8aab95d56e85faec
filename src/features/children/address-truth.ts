import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { isBelieved, listFacts } from './facts.ts'
import { goesBy } from './goes-by.ts'

/** A home that Onroll goes by, with who says so, how old that is, and what speaks against it. */
export interface HomeTold {
  label: string
  address: string
  /** "Health registrations, since 1 Sep 2026, last said 3 Nov 2026, 28 days ago. 1 other source agrees: …" */
  told: string
  /** Sentences; none where nobody doubts it or says otherwise. */
  disputed: readonly string[]
}

/** Where a child lives on a day, as far as this reader may know. @param insider whether sources are told by name. */
export async function homesTold(tx: Read, person_id: string, on: Day, insider: boolean): Promise<HomeTold[]> {
  const facts = (await listFacts(tx, person_id, ['address'])).filter(isBelieved)
  const nowhere = { hrefOf: () => null, goByHref: () => null }
  return goesBy(facts, { on, today: on, insider, ...nowhere }).flatMap(one =>
    one.source === null || !['Address', 'Second home'].includes(one.label)
      ? []
      : [
          {
            ...{ label: one.label, address: one.said },
            told: [
              `${one.source.name}, ${one.source.told}`,
              one.agree,
              ...(one.check === null || one.check.doubt ? [] : [one.check.text]),
            ].join('. '),
            disputed: [
              ...(one.check?.doubt ? [one.check.text] : []),
              ...one.others.map(
                other => `${other.by.map(by => `${by.name} (${by.told})`).join(' and ')}: ${other.said}`,
              ),
            ],
          },
        ],
  )
}
