import { gatherWhole, joinSets } from '../../ground/database/by-index.ts'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Missing } from '../../ground/web/errors.ts'
import { choiceFilter, type Filter, needed } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { expectedUrl, sourcesUrl } from './addresses.ts'
import { type Balance, lastBalances } from './balance.ts'
import { sourcesToCompare } from './compare.ts'
import { withState } from './opened.ts'
import { columns, type Opening, type Query, sort } from './openings.ts'
import { type ExpectedPart, expectedParts } from './residents.ts'
import { childrenOfSource, sourceSides } from './source-lines.ts'
import { inCell, type TallyOf } from './tally.ts'

/** The last count of both sides, beside which lists and expected children were counted. Throws Missing where there was none. */
async function lastCount(tx: Read): Promise<Balance> {
  const [newest] = await lastBalances(tx, 1)
  if (!newest) throw new Missing()
  return newest
}

/** The children of a list in the population, outside it, or in it and not on the list. */
export async function openSource(tx: Read, _person: Person, query: Query): Promise<Opening> {
  const sources = (await sourcesToCompare(tx)).map(({ id, name }) => ({ value: id, text: name }))
  const definition = list({
    path: '/ledger/sources/children',
    csv: '/ledger/sources/children.csv',
    ...{ columns, sort },
    filters: { source: needed(choiceFilter('List', sources)), side: needed(choiceFilter('Children', sourceSides)) },
  })
  const state = listState(query, definition)
  const { source, side } = state.filters
  if (source === null || side === null) throw new Missing()
  const { day } = await lastCount(tx)
  if (side !== 'absent') await gatherWhole(tx)
  const name = sources.find(({ value }) => value === source)?.text ?? ''
  return {
    title: `${name}: ${(sourceSides.find(({ value }) => value === side)?.text ?? '').toLowerCase()}`,
    on: day,
    back: { href: sourcesUrl, text: 'Lists beside the ledger' },
    behind: childrenOfSource(source, side, day),
    cut: state,
    draw: rows => drawList(definition, state, rows),
  }
}

const cellKey: Filter<string> = {
  label: 'Which',
  kind: 'choice',
  choices: [],
  read: text => (/^[\w-]{1,40}$/.test(text) ? text : null),
  says: text => text,
  needed: true,
}

/** The residents of a cell of the estimate, in one of its parts. */
export async function openExpected(tx: Read, _person: Person, query: Query): Promise<Opening> {
  const definition = list({
    path: '/ledger/expected/children',
    csv: '/ledger/expected/children.csv',
    ...{ columns, sort },
    filters: {
      by: needed(
        choiceFilter<Exclude<TallyOf, 'list'>>('By', [
          { value: 'year', text: 'Year group' },
          { value: 'area', text: 'Postcode sector' },
          { value: 'school_area', text: 'School area' },
        ]),
      ),
      key: cellKey,
      part: needed(
        choiceFilter<ExpectedPart>(
          'Children',
          expectedParts.map(({ code, text }) => ({ value: code, text })),
        ),
      ),
    },
  })
  const state = listState(query, definition)
  const { by, key, part } = state.filters
  if (by === null || key === null || part === null) throw new Missing()
  const { day } = await lastCount(tx)
  await joinSets(tx)
  const text = expectedParts.find(({ code }) => code === part)?.text ?? ''
  return {
    title: `Residents: ${text.toLowerCase()}`,
    on: day,
    back: { href: expectedUrl, text: 'Children to be expected' },
    behind: withState(inCell(by, key, part, day), day),
    cut: state,
    draw: rows => drawList(definition, state, rows),
  }
}
