import { randomBytes } from 'node:crypto'
import { type Command, tell, today, typed, WrongUsage } from './command.ts'
import { withDatabase, withSetUp } from './with-database.ts'

/** A password to be told once and changed at the first sign-in. */
const oneTime = (): string => randomBytes(12).toString('base64url')

export const userCommand: Command = {
  name: 'user',
  usage:
    'user add|reset|end-sessions EMAIL [--name NAME --role ROLE --organisation CODE] [--authority NUMBER] [--json]',
  does: 'Adds an account, resets its password, or ends its sessions.',
  more: '\nThe password is printed once; it must be changed at the first sign-in.\nRoles and organisations that do not exist are answered with the list of those that do.',
  run: async words => {
    const text = { type: 'string' } as const
    const { values, positionals } = typed(
      words,
      { name: text, role: text, organisation: text, authority: text, json: { type: 'boolean' } },
      { least: 2, most: 2 },
    )
    const [what, email = ''] = positionals
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new WrongUsage(`${email} is not an email address.`)
    await withDatabase(connection =>
      withSetUp(connection, async setUp => {
        const password = oneTime()
        if (what === 'add') {
          const { name, role, organisation } = values
          if (!name || !role || !organisation)
            throw new WrongUsage('Adding an account takes --name, --role and --organisation.')
          const { id } = await setUp.authorityByCode(values.authority ?? null)
          await setUp.addAccount(
            id,
            { email, name, role, organisation_code: organisation, password, must_change: true, made_up: false },
            today(),
          )
          tell(values.json, { email, password }, `The account ${email} is made. Its password, told once: ${password}`)
        } else if (what === 'reset') {
          await setUp.resetPassword(email, password)
          tell(
            values.json,
            { email, password },
            `The new password of ${email}, told once: ${password}\nEvery session of the account is ended.`,
          )
        } else if (what === 'end-sessions') {
          const ended = await setUp.endSessions(email)
          tell(values.json, { email, ended }, `${ended} sessions of ${email} are ended.`)
        } else throw new WrongUsage(`There is no user ${what}: add, reset or end-sessions.`)
      }),
    )
  },
}
