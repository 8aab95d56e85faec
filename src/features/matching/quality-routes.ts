import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { formatInstant, personOnly } from '../people/index.ts'
import { qualityUrl, reviewUrl } from './addresses.ts'
import { onlyKeys } from './forms.ts'
import { onceOnly } from './once-only.ts'
import { bandsRead, drawSample, endedRuns, type RunRow } from './quality.ts'
import { bandOf, bands, drift, type Estimate, precisionAndRecall, wilson } from './rules.ts'
import type { GroupRate } from './runs.ts'
import { qualityPage, sampledFlash, shareText } from './views.ts'

const may = 'matching.review'
/** How many pairs of each band are drawn at once. */
const each = 10
/** Figures of fewer children are not told by group: somebody could be known by them. */
const least = 10

const groupWords: Record<GroupRate['dimension'], { title: string; note: string | null }> = {
  ethnicity: {
    title: 'Ethnicity',
    note: 'The lists that are brought in carry no ethnicity; what is known is who is recorded as Gypsy, Roma or Traveller.',
  },
  language: {
    title: 'Language',
    note: 'The lists that are brought in carry no first language; what is known is for whom an interpreter is recorded.',
  },
  mobility: { title: 'Moves', note: 'By how many addresses the lists have ever given for the child.' },
  area: { title: 'Area', note: 'By the first part of the postcode of the newest address.' },
  source: { title: 'Source', note: 'A child counts with each kind of list that holds a record.' },
}

/** How good the matching is, and for whom it is worse. */
export function qualityRoutes(page: Pages): void {
  page.get(qualityUrl, { may, audit: 'quality of matching viewed' }, async ({ tx, reply }) => {
    const runs = await endedRuns(tx, 20)
    const [newest] = runs
    const read = newest ? await bandsRead(tx, newest.id) : []
    const { precision, recall } = precisionAndRecall(read, newest ? bandOf(newest.match_from) : 0)
    return reply.page(qualityPage, {
      title: 'How good the matching is',
      back: { href: reviewUrl, text: 'Same child?' },
      empty: newest === undefined,
      run: newest ? aboutRun(newest) : [],
      precision: estimateText(precision, 'Of the pairs that the run held for a match'),
      recall: estimateText(recall, 'Of the pairs it kept that are one child, those it held for a match'),
      bands: read.map(one => ({
        band: bandText(one.band),
        pairs: one.pairs.toLocaleString('en-GB'),
        read: String(one.read),
        same: String(one.same),
        share: intervalText(wilson(one.same, one.read)),
      })),
      groups: Object.entries(groupWords).map(([dimension, words]) => ({
        ...words,
        rates: (newest?.figures.groups ?? [])
          .filter(rate => rate.dimension === dimension && rate.children >= least)
          .map(rateLine),
      })),
      runs: runs.map((run, at) => runLine(run, runs[at + 1])),
      sample: drawForm(onlyKeys),
    })
  })
  page.post(
    '/same-child/sample',
    { may, audit: 'sample of pairs drawn' },
    async ({ tx, identity, body, reply, today }) => {
      const actor = personOnly(identity)
      const [newest] = await endedRuns(tx, 1)
      let drawn = 0
      const href = await onceOnly(
        tx,
        actor,
        parseForm(onlyKeys, body).once,
        `${reviewUrl}?sampled=yes`,
        { stale: qualityUrl },
        async () => {
          drawn = newest ? await drawSample(tx, newest.id, each, today) : 0
        },
      )
      reply.flash(sampledFlash, drawn)
      return reply.redirect(href)
    },
  )
}

const aboutRun = (run: RunRow) => [
  {
    term: 'Newest run',
    text: `${formatInstant(run.ended_at)}, ${run.kind === 'county' ? 'the whole county' : 'one list'}, as at ${formatDay(run.as_at)}`,
  },
  { term: 'Model', text: run.model_version },
  {
    term: 'Thresholds',
    text: `A match from ${shareText(run.match_from)}, in doubt from ${shareText(run.review_from)}`,
  },
  { term: 'Compared', text: `${run.figures.compared.toLocaleString('en-GB')} pairs of records` },
]

const bandText = (band: number): string => {
  const [from, to] = [bands[band] ?? 0, bands[band + 1] ?? 1]
  return `${from * 100}% to ${to * 100}%`
}

const intervalText = (estimate: Estimate | null): string =>
  estimate ? `${shareText(estimate.share)} (${shareText(estimate.low)} to ${shareText(estimate.high)})` : 'None read'

const estimateText = (estimate: Estimate | null, of: string): string =>
  estimate
    ? `${of}: ${shareText(estimate.share)}, and with a likelihood of 95% between ${shareText(estimate.low)} and ${shareText(estimate.high)}.`
    : 'Not known yet: pairs of every band have to be read first. Draw a sample, and read it.'

const rateLine = (rate: GroupRate) => ({
  value: rate.value,
  children: rate.children.toLocaleString('en-GB'),
  matched: shareText(rate.matched / rate.children),
  review: shareText(rate.review / rate.children),
})

const runLine = (run: RunRow, before: RunRow | undefined) => {
  const moved = before ? drift(before.figures.bands, run.figures.bands) : null
  return {
    when: formatInstant(run.ended_at),
    kind: run.kind === 'county' ? 'Whole county' : 'One list',
    version: run.model_version,
    match: run.figures.outcomes.match.toLocaleString('en-GB'),
    review: run.figures.outcomes.review.toLocaleString('en-GB'),
    drift:
      moved === null
        ? ''
        : `${moved.toFixed(2)}: ${moved < 0.1 ? 'steady' : moved < 0.25 ? 'some movement' : 'much moved: look why'}`,
  }
}
