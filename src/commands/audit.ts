import { readHead, sealAudit, verifyAudit, writeHead } from '../ground/audit.ts'
import { headFile } from '../program.ts'
import { type Command, Refusal, tell, today, typed, WrongUsage } from './command.ts'
import { withDatabase } from './with-database.ts'

export const auditCommand: Command = {
  name: 'audit',
  usage: 'audit verify [--head HASH] [--json]',
  does: 'Verifies the audit log: nothing altered, removed, put in later or sealed anew.',
  more: '\nThe head is the newest seal’s hash, written outside the database each day. Without --head the one kept in the data folder is used.',
  run: async words => {
    const { values, positionals } = typed(
      words,
      { head: { type: 'string' }, json: { type: 'boolean' } },
      { least: 1, most: 1 },
    )
    if (positionals[0] !== 'verify') throw new WrongUsage(`There is no audit ${positionals[0]}: verify.`)
    await withDatabase(async (connection, settings) => {
      if (connection.auditor_url === null)
        throw new Refusal('This needs DATABASE_AUDITOR_URL: the address of the database as its auditor.')
      const head = values.head ?? readHead(headFile(settings))
      const verdict = await verifyAudit(connection.auditor_url, head)
      tell(
        values.json,
        verdict,
        verdict.whole
          ? `The audit log is whole: ${verdict.events.toLocaleString('en-GB')} events, ${verdict.seals} seals, ${verdict.unsealed} not sealed yet.\nHead: ${verdict.head ?? 'none yet'}`
          : 'The audit log is not whole.',
      )
      if (!verdict.whole) throw new Refusal(verdict.faults.join('\n'))
      await connection.door.signIn(async ask => {
        await sealAudit(ask)
        await writeHead(ask, headFile(settings), today())
      })
    })
  },
}
