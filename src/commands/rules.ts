import { type Rule, ruleSections } from '../rulebook/index.ts'
import { type Command, tell, typed } from './command.ts'

export const rulesCommand: Command = {
  name: 'rules',
  usage: 'rules [--json]',
  does: 'Every rule with its number, how far it was checked, and from when to when it holds.',
  more: `
Each entry of a rule is listed: a change of law is a new one. “mark” is found (read in its source), unverified (known and not read) or
unsettled (no source settles it). “valid_from” is null where the rule held before any day we hold, “valid_to” the first day on which it
holds no longer, and “commenced” false for what is enacted and not in force.`,
  run: async words => {
    const { values } = typed(words, { json: { type: 'boolean' } }, { least: 0, most: 0 })
    tell(
      values.json,
      ruleSections.flatMap(({ rules }) => rules.map(inJson)),
      ruleSections.map(({ title, rules }) => [title, ...rules.map(inText)].join('\n')).join('\n\n'),
    )
  },
}

const inJson = ({ id, title, unit, length, mark, valid_from, valid_to, source, owed_by }: Rule) => ({
  ...{ id, title, unit, length, mark },
  valid_from: valid_from === 'not_commenced' ? null : valid_from,
  ...{ valid_to, commenced: valid_from !== 'not_commenced', source, owed_by },
})

const inText = ({ id, title, unit, length, mark, valid_from, valid_to }: Rule): string => {
  const number = unit === null ? '' : `${length} ${unit.replaceAll('_', ' ')}`
  const held =
    valid_from === 'not_commenced'
      ? 'not commenced'
      : [valid_from && `from ${valid_from}`, valid_to && `until ${valid_to}`].filter(text => text !== null).join(' ')
  return `  ${id.padEnd(17)} ${title.padEnd(64)} ${number.padEnd(17)} ${mark.padEnd(10)} ${held}`.trimEnd()
}
