import pg from 'pg'
import { type Day, teams } from '../../rulebook/index.ts'
import { hashPassword } from './passwords.ts'

export interface NewAuthority {
  /** The three-digit number the Department for Education gives it. */
  code: string
  name: string
  short_name: string
  out_of_hours_number: string
  /** Outward codes of the area: ZY1, ZY2 … */
  postcode_areas: readonly string[]
  demonstration: boolean
}

export interface NewAccount {
  email: string
  name: string
  role: string
  /** The organisation's code within the authority. */
  organisation_code: string
  password: string
  must_change: boolean
  made_up: boolean
}

/** Why something could not be set up, in a sentence. */
export class SetUpRefused extends Error {}

/**
 * What an administrator of the server does from the command line, as the owner of the tables: the first authority and the
 * first accounts exist before anybody can sign in to add them.
 */
export class SetUp {
  readonly #client: pg.Client
  private constructor(client: pg.Client) {
    this.#client = client
  }

  static async open(owner_url: string): Promise<SetUp> {
    const client = new pg.Client({ connectionString: owner_url, application_name: 'onroll set-up' })
    await client.connect()
    return new SetUp(client)
  }

  close(): Promise<void> {
    return this.#client.end()
  }

  /** Whether the database holds no authority yet, a made-up one, or real data. */
  async holds(): Promise<'nothing' | 'demonstration' | 'real data'> {
    const { rows } = await this.#client.query<{ demonstration: boolean }>('SELECT demonstration FROM authority')
    if (rows.length === 0) return 'nothing'
    return rows.every(row => row.demonstration) ? 'demonstration' : 'real data'
  }

  /** Takes work of this name for this process alone, until `close`. False when another process is at it. */
  async alone(name: string): Promise<boolean> {
    const { rows } = await this.#client.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(hashtext('onroll.work'), hashtext($1)) AS taken`,
      [name],
    )
    return rows[0]?.taken === true
  }

  /** Whether long work of a kind was begun here and has not come to its end. */
  async unfinished(job_kind: string): Promise<boolean> {
    const { rows } = await this.#client.query('SELECT FROM job WHERE kind = $1 AND state = $2', [job_kind, 'running'])
    return rows.length > 0
  }

  /** Adds an authority with the teams of the routing table. Throws SetUpRefused where made-up and real data would mix. */
  async addAuthority(given: NewAuthority): Promise<string> {
    const holds = await this.holds()
    if (holds !== 'nothing' && (holds === 'demonstration') !== given.demonstration) {
      throw new SetUpRefused(
        given.demonstration
          ? 'This database holds real data, and made-up children are never put beside it. Use an empty database for a demonstration.'
          : 'This database holds a demonstration, and real children are never put beside it. Use an empty database.',
      )
    }
    const { rows } = await this.#client.query<{ id: string }>(
      `INSERT INTO authority (code, name, short_name, out_of_hours_number, postcode_areas, demonstration) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [given.code, given.name, given.short_name, given.out_of_hours_number, given.postcode_areas, given.demonstration],
    )
    const id = rows[0]?.id ?? ''
    for (const team of teams)
      await this.addOrganisation(id, { kind: 'council_team', code: team.code, name: team.name, school_urn: null })
    for (const [code, name] of councilOffices)
      await this.addOrganisation(id, { kind: 'council_team', code, name, school_urn: null })
    return id
  }

  /** Changes how an authority's pages look and whom they say to ring; what is left out stays. */
  async brandAuthority(
    code: string,
    given: { name?: string; brand_colour?: string; out_of_hours_number?: string },
  ): Promise<void> {
    const { rowCount } = await this.#client.query(
      `UPDATE authority SET name = coalesce($2, name), brand_colour = coalesce(lower($3), brand_colour), out_of_hours_number = coalesce($4, out_of_hours_number) WHERE code = $1`,
      [code, given.name ?? null, given.brand_colour ?? null, given.out_of_hours_number ?? null],
    )
    if (rowCount === 0) throw new SetUpRefused(`There is no authority with the number ${code}.`)
  }

  async addOrganisation(
    authority_id: string,
    given: { kind: string; code: string; name: string; school_urn: number | null },
  ): Promise<string> {
    const { rows } = await this.#client.query<{ id: string }>(
      `INSERT INTO organisation (authority_id, kind, code, name, school_urn) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (authority_id, code) DO UPDATE SET name = excluded.name RETURNING id`,
      [authority_id, given.kind, given.code, given.name, given.school_urn],
    )
    return rows[0]?.id ?? ''
  }

  async authorityByCode(code: string | null): Promise<{ id: string; name: string }> {
    const { rows } = await this.#client.query<{ id: string; name: string }>(
      'SELECT id, name FROM authority WHERE $1::text IS NULL OR code = $1 ORDER BY code',
      [code],
    )
    const [found, another] = rows
    if (!found)
      throw new SetUpRefused(
        code === null
          ? 'There is no authority yet. Add one: npx onroll authority add --help'
          : `There is no authority with the number ${code}.`,
      )
    if (another && code === null)
      throw new SetUpRefused('There are several authorities here. Say which with --authority NUMBER.')
    return found
  }

  /** The account with this address, in whatever case it is written; null when there is none. */
  async accountOf(email: string): Promise<string | null> {
    const { rows } = await this.#client.query<{ id: string }>('SELECT id FROM account WHERE lower(email) = lower($1)', [
      email,
    ])
    return rows[0]?.id ?? null
  }

  /** Adds an account with one membership from today on. Throws SetUpRefused for a role, team or address that will not do. */
  async addAccount(authority_id: string, given: NewAccount, today: Day): Promise<string> {
    const { rows: roles } = await this.#client.query<{ code: string }>('SELECT code FROM role ORDER BY sort')
    if (!roles.some(role => role.code === given.role))
      throw new SetUpRefused(
        `There is no role ${given.role}. The roles are: ${roles.map(role => role.code).join(', ')}.`,
      )
    const { rows: found } = await this.#client.query<{ id: string }>(
      'SELECT id FROM organisation WHERE authority_id = $1 AND code = $2',
      [authority_id, given.organisation_code],
    )
    const organisation = found[0]
    if (!organisation) {
      const { rows: all } = await this.#client.query<{ code: string }>(
        'SELECT code FROM organisation WHERE authority_id = $1 ORDER BY code',
        [authority_id],
      )
      throw new SetUpRefused(
        `There is no organisation ${given.organisation_code}. There are: ${all.map(row => row.code).join(', ')}.`,
      )
    }
    const { rows: accounts } = await this.#client.query<{ id: string }>(
      `INSERT INTO account (email, name, password_hash, must_change_password, made_up) VALUES (lower($1), $2, $3, $4, $5)
       ON CONFLICT (lower(email)) DO NOTHING RETURNING id`,
      [given.email, given.name, await hashPassword(given.password), given.must_change, given.made_up],
    )
    const account = accounts[0]
    if (!account)
      throw new SetUpRefused(
        `There is an account for ${given.email} already. To set its password: npx onroll user reset ${given.email}`,
      )
    await this.#client.query(
      'INSERT INTO membership (authority_id, account_id, organisation_id, role, starts_on) VALUES ($1, $2, $3, $4, $5)',
      [authority_id, account.id, organisation.id, given.role, today],
    )
    return account.id
  }

  /** Sets a password that must be changed at the next sign-in, and ends every session of the account. */
  async resetPassword(email: string, password: string): Promise<void> {
    const id = await this.#accountOf(email)
    await this.#client.query(
      'UPDATE account SET password_hash = $2, must_change_password = true, failed_attempts = 0, locked_until = NULL WHERE id = $1',
      [id, await hashPassword(password)],
    )
    await this.endSessions(email)
  }

  /** @returns how many sessions were ended. */
  async endSessions(email: string): Promise<number> {
    const id = await this.#accountOf(email)
    const { rowCount } = await this.#client.query(
      'UPDATE account_session SET ended_at = now() WHERE account_id = $1 AND ended_at IS NULL',
      [id],
    )
    return rowCount ?? 0
  }

  async #accountOf(email: string): Promise<string> {
    const { rows } = await this.#client.query<{ id: string }>('SELECT id FROM account WHERE lower(email) = lower($1)', [
      email,
    ])
    const [found] = rows
    if (!found) throw new SetUpRefused(`There is no account for ${email}.`)
    return found.id
  }
}

/** Offices that the routing table does not name, since no group of children is theirs. */
const councilOffices = [
  ['directorate', 'Education, Learning and Skills'],
  ['information_governance', 'Information governance'],
  ['systems', 'Information and Systems Team'],
] as const
