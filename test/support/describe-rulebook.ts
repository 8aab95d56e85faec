import {
  countText,
  type Example,
  examples,
  exampleText,
  happeningKinds,
  heldText,
  markWords,
  numberText,
  ownerWords,
  proposalWords,
  type Rule,
  ruleSections,
  stopWords,
  thresholdText,
  warningText,
} from '../../src/rulebook/index.ts'

const kinds = (of: Rule['opens']): string => of.map(kind => happeningKinds[kind].text).join('; or ')

const lines = (rule: Rule): string[] => {
  const { title, text, count, threshold, opens, met_by, stopped_by, early, owed_by, warns, breach, source, mark } = rule
  const number = numberText(rule)
  const said: readonly (readonly [label: string, text: string | null])[] = [
    ['Number', number],
    ['Due', count && countText(count)],
    ['Reached at', threshold && thresholdText(threshold)],
    ['Owed by', owed_by && ownerWords[owed_by]],
    ['Opened by', opens.length === 0 ? null : kinds(opens)],
    ['Kept by', met_by.length === 0 ? null : `${kinds(met_by)}${early === 0 ? '' : `, from ${early} days before`}`],
    [
      'Stopped by',
      stopped_by.map(({ by, reason }) => `${happeningKinds[by].text} (${stopWords[reason]})`).join('; or ') || null,
    ],
    ['Warned', warns.map(warning => warningText(warning, rule)).join('; ') || null],
    ['When it was not kept', breach.map(one => proposalWords[one]).join('; ') || null],
    ['Source', `${source}. ${markWords[mark].short}: ${markWords[mark].text}.`],
  ]
  return [
    `**${title}.** ${text}`,
    '',
    ...said.flatMap(([label, value]) => (value === null ? [] : [`- ${label}: ${value}`])),
    `- ${heldText(rule)}.`,
  ]
}

const examplesOf = (id: string, all: readonly Example[]): string[] => {
  const own = all.filter(({ rule }) => rule === id)
  return own.length === 0 ? [] : ['', 'Worked by hand:', '', ...own.map(one => `- ${exampleText(one)}`)]
}

/** `docs/rulebook.md`: every rule by section, all its entries, and its examples, from the data that the engine decides by. */
export function describeRulebook(): string {
  const sections = ruleSections.flatMap(({ title, rules }) => [
    `## ${title}`,
    '',
    ...[...Map.groupBy(rules, ({ id }) => id)].flatMap(([id, entries]) => [
      `### ${id}`,
      '',
      ...entries.flatMap((entry, at) => (at === 0 ? lines(entry) : ['', ...lines(entry)])),
      ...examplesOf(id, examples),
      '',
    ]),
  ])
  return [
    '# The rulebook',
    '',
    'Made by `npm run rulebook` from `src/rulebook`; a test fails when it is not current. A rule that changed has an entry for each time that it held.',
    '',
    'Each source has a mark, which says how far it was checked:',
    '',
    ...Object.values(markWords).map(({ short, text }) => `- **${short}**: ${text}.`),
    '',
    ...sections,
  ].join('\n')
}
