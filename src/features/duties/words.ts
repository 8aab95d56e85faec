import {
  countText,
  happeningKinds,
  heldText,
  type Mark,
  markWords,
  numberText,
  ownerText,
  proposalWords,
  type Rule,
  stopWords,
  thresholdText,
  warningText,
} from '../../rulebook/index.ts'

/** How far a source was checked, as a tag: the word says it, and the colour repeats it. */
export interface MarkTag {
  text: string
  tag: 'green' | 'amber' | 'grey'
  means: string
}

const tags: Readonly<Record<Mark, MarkTag['tag']>> = { found: 'green', unverified: 'amber', unsettled: 'grey' }

export const markTag = (mark: Mark): MarkTag => ({
  text: markWords[mark].short,
  tag: tags[mark],
  means: markWords[mark].text,
})

export const figureText = (count: number): string => count.toLocaleString('en-GB')

/** What a rule asks, a line for each part that it has. */
export function ruleLines(rule: Rule): { label: string; values: readonly string[] }[] {
  const { count, threshold, opens, met_by, stopped_by, early, owed_by, warns, breach } = rule
  const number = numberText(rule)
  const kinds = (of: Rule['opens']): string[] => of.map(kind => happeningKinds[kind].text)
  const lines = [
    { label: 'Number', values: number === null ? [] : [number] },
    { label: 'Due', values: count === null ? [] : [capital(countText(count))] },
    { label: 'Reached at', values: threshold === null ? [] : [capital(thresholdText(threshold))] },
    { label: 'Who owes it', values: owed_by === null ? [] : [ownerText(owed_by)] },
    { label: 'What opens it', values: kinds(opens) },
    { label: 'What keeps it', values: kinds(met_by) },
    { label: 'How early', values: early === 0 ? [] : [`It may be kept from ${early} days before it opens`] },
    {
      label: 'What stops it',
      values: stopped_by.map(({ by, reason }) => `${happeningKinds[by].text}: ${stopWords[reason]}`),
    },
    { label: 'Who is warned', values: warns.map(warning => capital(warningText(warning, rule))) },
    { label: 'What is proposed when it was not kept', values: breach.map(one => capital(proposalWords[one])) },
    { label: 'Holds', values: [heldText(rule)] },
  ]
  return lines.filter(({ values }) => values.length > 0)
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
