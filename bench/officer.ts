import { personOfSession, startSession } from '../src/features/people/index.ts'
import type { Person } from '../src/ground/database/identity.ts'
import type { BenchCounty } from './bench-county.ts'

/** The county's officer for children missing education, signed in. */
export async function officerOf({ database, engine, officer }: BenchCounty): Promise<Person> {
  const { door, superuser } = database
  const { rows } = await superuser.query<{ id: string }>(
    `SELECT id FROM membership WHERE account_id = $1 AND role = 'cme_officer'`,
    [officer],
  )
  const now = new Date()
  const token = await startSession(door, officer, rows[0]?.id ?? '', now)
  const person = await door.signIn(ask => personOfSession(ask, token, now, engine.today))
  if (!person) throw new Error('The county has nobody who works on children missing education.')
  return person
}
