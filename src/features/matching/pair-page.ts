import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Look } from '../../ground/look.ts'
import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { childRows, childUrl, stateText } from '../children/index.ts'
import { pairUrl, reviewUrl } from './addresses.ts'
import { verdicts } from './codes.ts'
import { joinAhead } from './join.ts'
import { nextPair, type Pair } from './queries.ts'
import { asksForTwo, readingsOf } from './readings.ts'
import { NotThere } from './refused.ts'
import type { Evidence } from './runs.ts'
import { asSentence, besides, restOfEvidence, siblingsBeside } from './sides.ts'
import { type Comparison, inLondon, likelyText, type SideHead } from './views.ts'

/** Two children beside each other: what each source says of each, who is at home with each, and what a join would do. */
export async function compare(
  tx: Read,
  actor: Person,
  [low, high]: readonly [string, string],
  evidence: readonly Evidence[],
  look: Look,
): Promise<Comparison> {
  const rows = await childRows(tx, [low, high], actor.today)
  const head = async (id: string, other: string): Promise<SideHead> => {
    const row = rows.find(one => one.id === id)
    const siblings = await siblingsBeside(tx, id, other, actor.today)
    look.saw(
      siblings.map(one => one.id),
      ['known_as', 'born_on'],
    )
    return {
      href: childUrl(id),
      known_as: row?.known_as || 'Name not known',
      state: stateText(row?.state ?? null),
      school: row?.school_name ?? 'No school named',
      records: 0,
      siblings,
    }
  }
  const [a, b] = [await head(low, high), await head(high, low)]
  const ahead = await joinAhead(tx, actor, low, high).catch((problem: unknown) => {
    if (problem instanceof NotThere) return null
    throw problem
  })
  const recordsOf = (id: string) => (ahead?.kept.id === id ? ahead.kept.records : (ahead?.other.records ?? 0))
  return {
    low: { ...a, records: recordsOf(low) },
    high: { ...b, records: recordsOf(high) },
    fields: await besides(tx, low, high, evidence),
    widens: ahead?.widens.map(one => one.text) ?? [],
    refused: ahead?.refused ?? null,
  }
}

/** The page of one pair: what speaks for and against, what was held of it so far, and the question. */
export async function pairModel(tx: Read, actor: Person, pair: Pair, form: DrawnForm, look: Look) {
  const readings = await readingsOf(tx, pair.id)
  const mine = readings.some(one => one.read_by === actor.account_id)
  const waits = pair.state === 'open' || pair.state === 'second_look'
  const next = await nextPair(tx, actor.account_id, pair.id)
  return {
    title: 'Same child?',
    recorded: true,
    back: { href: reviewUrl, text: 'All pairs' },
    compared: await compare(tx, actor, [pair.low_id, pair.high_id], pair.evidence, look),
    rest: restOfEvidence(pair.evidence),
    likely: `The run held it ${likelyText(pair.probability)} likely that they are one child. ${asSentence([pair.because])}`,
    readings:
      mine || !waits
        ? readings.map(one => ({
            who: `${one.reader}, ${inLondon(one.read_at)}`,
            said: verdicts.find(({ value }) => value === one.verdict)?.text ?? '',
            because: one.because,
          }))
        : [],
    two: await asksForTwo(tx, actor.today),
    asks: waits && !mine,
    form,
    why_not: waits
      ? mine
        ? 'You have read this pair. Somebody else gives it the second look.'
        : null
      : 'This pair has been decided, or is no longer a question.',
    skip_href: next === null ? null : pairUrl(next),
    queue_href: reviewUrl,
    verdict_keys: verdicts,
  }
}
