import { type Checked, checkNhsNumber, checkPostcode, checkUln, checkUpn } from '../rulebook/index.ts'
import { type Command, tell, typed, WrongUsage } from './command.ts'

const checks: ReadonlyMap<string, (text: string) => Checked> = new Map([
  ['upn', checkUpn],
  ['uln', checkUln],
  ['nhs', checkNhsNumber],
  ['postcode', checkPostcode],
])

export const checkCommand: Command = {
  name: 'check',
  usage: 'check upn|uln|nhs|postcode VALUE [--json]',
  does: 'Whether an identifier can be right, as it is stored, and what is wrong with it.',
  more: '\nVALUE may be written with its spaces. Exit code 0 whether or not it is valid.',
  run: async words => {
    const { values, positionals } = typed(words, { json: { type: 'boolean' } }, { least: 2, most: 6 })
    const [kind = '', ...parts] = positionals
    const check = checks.get(kind)
    if (check === undefined) throw new WrongUsage(`There is no check of ${kind}: ${[...checks.keys()].join(', ')}.`)
    const { valid, normalised, reason } = check(parts.join(' '))
    tell(
      values.json,
      { valid, normalised, reason },
      [`${normalised || 'Nothing'} is ${valid ? 'valid' : 'not valid'}.`, reason]
        .filter(text => text !== null)
        .join(' '),
    )
  },
}
