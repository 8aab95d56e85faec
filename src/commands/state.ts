import { sql } from 'kysely'
import { readCalendars } from '../features/calendars/index.ts'
import { loadFacts, stateText } from '../features/children/index.ts'
import { checkLedger, checkText, ledgerOn, ledgerText } from '../features/oversight/index.ts'
import { readPolicies } from '../features/policies/index.ts'
import { Look } from '../ground/look.ts'
import { covers, evaluate, formatDay, inForce } from '../rulebook/index.ts'
import { type Command, dayTyped, Refusal, tell, today, typed, WrongUsage } from './command.ts'
import { engineFor, withDatabase } from './with-database.ts'

export const stateCommand: Command = {
  name: 'state',
  usage: 'state UPN [--on DATE] [--known-at DATE] [--authority NUMBER] [--json]',
  does: 'The state, band and clocks of the child with a UPN, on any day, as believed on any day. Asking is audited.',
  run: async words => {
    const text = { type: 'string' } as const
    const { values, positionals } = typed(
      words,
      { on: text, 'known-at': text, authority: text, json: { type: 'boolean' } },
      { least: 1, most: 1 },
    )
    const upn = (positionals[0] ?? '').toUpperCase()
    if (!/^[A-Z]\d{11}[0-9A-Z]$/.test(upn))
      throw new WrongUsage('A UPN is a letter, eleven digits, and a digit or letter.')
    const on = dayTyped(values.on, '--on') ?? today()
    const knownOn = dayTyped(values['known-at'], '--known-at')
    // As believed at the end of that day, in London.
    const known_at =
      knownOn === null
        ? null
        : new Date(Temporal.PlainDate.from(knownOn).add({ days: 1 }).toZonedDateTime('Europe/London').epochMilliseconds)
    await withDatabase(async connection => {
      const engine = await engineFor(connection, 'state', values.authority)
      const look = new Look({ purpose: 'state asked from the command line', route: 'command:state' })
      const answer = await connection.door.read(engine, look, async tx => {
        const { rows } = await sql<{
          person_id: string
        }>`SELECT DISTINCT r.person_id FROM identifier_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
          JOIN person p ON p.authority_id = r.authority_id AND p.id = r.person_id AND NOT p.sealed
          WHERE f.kind = 'upn' AND f.value = ${upn} AND f.retracted_at IS NULL`.execute(tx)
        const ids = rows.map(row => row.person_id)
        look.saw(ids, ['state', 'band', 'clock'])
        const policies = await readPolicies(tx, known_at)
        const calendars = await readCalendars(tx, known_at)
        return (await loadFacts(tx, ids, known_at)).map(child => {
          const { states, bands, clocks, gaps } = evaluate(child.facts, { policies }, calendars, on)
          const state = states.find(span => covers(span, on))
          const band = bands.find(span => covers(span, on))
          return {
            on,
            known_at: knownOn ?? on,
            policy: inForce(policies, on).version,
            state: state ?? null,
            band: band ?? null,
            clocks,
            gaps,
          }
        })
      })
      if (answer.length === 0) throw new Refusal(`No child with the UPN ${upn} is known here.`)
      const said = answer.map(({ state, band, clocks }) =>
        [
          `On ${formatDay(on)}: ${stateText(state?.state ?? null)}. ${state?.because ?? ''}`,
          band ? `Band: ${band.band}. ${band.because}` : 'No band.',
          ...clocks.map(clock => `${clock.rule}: ${clock.status}. ${clock.because}`),
        ].join('\n'),
      )
      tell(values.json, answer.length === 1 ? answer[0] : answer, said.join('\n\n'))
    })
  },
}

export const ledgerCommand: Command = {
  name: 'ledger',
  usage: 'ledger [--on DATE] [--authority NUMBER] [--json]',
  does: 'How many children are in each state on a day, and whether each has exactly one with its cause.',
  more: '\nExit code 1 when the check fails: a child without a state, with two, in a state without a cause, or a move in the book that no state made.',
  run: async words => {
    const text = { type: 'string' } as const
    const { values } = typed(words, { on: text, authority: text, json: { type: 'boolean' } }, { least: 0, most: 0 })
    const on = dayTyped(values.on, '--on') ?? today()
    await withDatabase(async connection => {
      const engine = await engineFor(connection, 'ledger', values.authority)
      const ledger = await connection.door.read(
        engine,
        new Look({ purpose: 'ledger asked from the command line', route: 'command:ledger' }),
        async tx => ({ ...(await ledgerOn(tx, on)), check: await checkLedger(tx, on) }),
      )
      tell(values.json, ledger, `${ledgerText(ledger)}\n\n${checkText(on, ledger.check)}`)
      if (!ledger.check.holds) process.exitCode = 1
    })
  },
}
