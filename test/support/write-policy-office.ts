import type { Planted, PlantedWorld } from './planted.ts'
import { exists, holds, isCasework, reaches } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who may add or change what is about no child, or about children only through a list. */
export function attemptsOnTheRest(world: PlantedWorld): Attempt[] {
  const open = world.child('on roll at A')
  const rowsOf = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const engine = (who: Planted) => who.kind === 'engine'
  const none = () => false
  const file = (kind: string) => `INSERT INTO file (authority_id, name, media_type, size, sha256, kind)
    VALUES ($authority, 'a', 'a', 0, repeat('0', 64), '${kind}')`
  /** A row of a list is of a child once it was committed; a seal on the child is then a seal on the row. */
  const isOpenTo = (who: Planted, row: Record<string, unknown>) => {
    const child = world.children.get(world.records.get(String(row.record_id))?.person_id ?? '')
    return row.authority_id === who.authority_id && (child === undefined || exists(who, child))
  }
  const here = (who: Planted, row: Record<string, unknown>) => row.authority_id === who.authority_id
  const ofAuthority = (who: Planted, table: string) =>
    rowsOf(table).filter(row => row.authority_id === who.authority_id).length
  const ourFile = rowsOf('file').find(row => row.person_id === open.person_id)?.id
  return [
    {
      name: 'a source',
      sql: `INSERT INTO source (authority_id, kind, name) VALUES ($authority, 'health', 'tried')`,
      may: who => holds(who, 'lists.import'),
    },
    {
      name: 'an import',
      sql: `INSERT INTO import (authority_id, source_id, file_id, as_at) VALUES ($authority, '${open.person_id}', '${open.person_id}', '2026-01-01')`,
      may: who => holds(who, 'lists.import'),
    },
    {
      name: 'a row of a list',
      sql: `INSERT INTO import_row (authority_id, import_id, line, raw) VALUES ($authority, '${open.person_id}', 1, '{}')`,
      may: engine,
    },
    {
      name: 'every row of every list decided',
      sql: `UPDATE import_row SET decision = 'leave_out'`,
      may: who => (holds(who, 'lists.import') ? rowsOf('import_row').filter(row => isOpenTo(who, row)).length : 0),
    },
    { name: 'a list', sql: file('list'), may: who => holds(who, 'lists.import') },
    { name: 'a logo', sql: file('logo'), may: who => holds(who, 'settings.change') },
    {
      name: 'work of one’s own',
      sql: `INSERT INTO job (authority_id, kind, title, asked_by) VALUES ($authority, 'a', 'a', $account)`,
      may: who => who.kind !== 'anonymous',
    },
    {
      name: 'work in another’s name',
      sql: `INSERT INTO job (authority_id, kind, title, asked_by) VALUES ($authority, 'a', 'a', '${open.person_id}')`,
      may: engine,
    },
    {
      name: 'every job stopped',
      sql: 'UPDATE job SET cancel_asked = true',
      may: who =>
        rowsOf('job').filter(
          row =>
            row.authority_id === who.authority_id &&
            (isCasework(who) || (who.account_id !== null && row.asked_by === who.account_id)),
        ).length,
    },
    {
      name: 'an audit event in another’s name',
      sql: `INSERT INTO audit_event (kind, account_id, action, route, purpose) VALUES ('person', '${open.person_id}', 'a', 'a', 'a')`,
      may: none,
    },
    {
      name: 'an audit event of another time',
      sql: `INSERT INTO audit_event (at, kind, account_id, action, route, purpose) VALUES (now() - interval '1 day', '$kind', $account, 'a', 'a', 'a')`,
      may: none,
    },
    {
      name: 'an audit event of one’s own',
      sql: `INSERT INTO audit_event (kind, account_id, action, route, purpose) VALUES ('$kind', $account, 'a', 'a', 'a')`,
      may: () => true,
    },
    { name: 'the audit log changed', sql: `UPDATE audit_event SET action = 'b'`, may: none },
    { name: 'the audit log removed', sql: 'DELETE FROM audit_event', may: none },
    { name: 'the audit log emptied', sql: 'TRUNCATE audit_event', may: none },
    {
      name: 'a seal on the log',
      sql: `INSERT INTO audit_seal (number, from_era, from_xid, from_seq, to_era, to_xid, to_seq, events, previous, hash) VALUES (99, 1, '1', 1, 1, '1', 1, 1, '', '')`,
      may: none,
    },
    {
      name: 'a membership',
      sql: `INSERT INTO membership (authority_id, account_id, organisation_id, role, starts_on) VALUES ($authority, '${open.person_id}', '${open.person_id}', 'cme_officer', '2026-01-01')`,
      may: who => holds(who, 'accounts.change'),
    },
    { name: 'an account', sql: `INSERT INTO account (email, name, password_hash) VALUES ('a', 'a', 'a')`, may: none },
    { name: 'everybody’s password', sql: `UPDATE account SET password_hash = ''`, may: none },
    {
      name: 'a role with more',
      sql: `INSERT INTO role_permission (role, permission) VALUES ('governor', 'cases.read')`,
      may: none,
    },
    {
      name: 'a switch',
      sql: `INSERT INTO authority_switch (authority_id, key, starts_on, decided_by, reason) VALUES ($authority, 'tried', '2026-01-01', '${open.person_id}', 'tried')`,
      may: who => holds(who, 'settings.change'),
    },
    {
      name: 'an organisation',
      sql: `INSERT INTO organisation (authority_id, kind, code, name) VALUES ($authority, 'trust', 'tried', 'tried')`,
      may: who => holds(who, 'accounts.change'),
    },
    {
      name: 'a term',
      sql: `INSERT INTO calendar_entry (authority_id, kind, starts_on, last_on, name) VALUES ($authority, 'term', '2026-01-01', '2026-01-02', 'tried')`,
      may: who => holds(who, 'calendars.change'),
    },
    {
      name: 'a change of a calendar',
      sql: `INSERT INTO calendar_change (authority_id, kind, what, recorded, first_day) VALUES ($authority, 'added', 'tried', '{00000000-0000-7000-8000-000000000000}', '2026-01-01')`,
      may: who => holds(who, 'calendars.change'),
    },
    {
      name: 'every change of a calendar done',
      sql: `UPDATE calendar_change SET state = 'done'`,
      may: who => (who.kind === 'engine' ? ofAuthority(who, 'calendar_change') : 0),
    },
    {
      name: 'a school',
      sql: `INSERT INTO school (urn, name, name_key, status, sector) VALUES (1, 'a', 'a', 'open', 'state')`,
      may: who => holds(who, 'schools.import'),
    },
    {
      name: 'a calendar of one’s own',
      sql: `INSERT INTO calendar_feed (authority_id, account_id, membership_id, secret_hash, ended_at)
        SELECT authority_id, account_id, id, sha256('tried'), now() FROM membership WHERE authority_id = $authority AND account_id = $account LIMIT 1`,
      may: who => (who.kind === 'person' ? 1 : 0),
    },
    {
      name: 'a calendar of one’s own account, in the role of another',
      sql: `INSERT INTO calendar_feed (authority_id, account_id, membership_id, secret_hash)
        VALUES ($authority, $account, '${open.person_id}', sha256('tried'))`,
      may: none,
    },
    {
      name: 'every calendar ended',
      sql: 'UPDATE calendar_feed SET ended_at = now()',
      may: who =>
        rowsOf('calendar_feed').filter(
          row => row.authority_id === who.authority_id && row.account_id === who.account_id && row.ended_at === null,
        ).length,
    },
    {
      name: 'every calendar of one’s own begun again',
      sql: 'UPDATE calendar_feed SET ended_at = NULL',
      may: who =>
        rowsOf('calendar_feed').some(row => row.account_id === who.account_id && row.authority_id === who.authority_id)
          ? false
          : 0,
    },
    { name: 'another secret of every calendar', sql: `UPDATE calendar_feed SET secret_hash = ''`, may: none },
    {
      name: 'another’s form',
      sql: `INSERT INTO single_use (authority_id, once, account_id) VALUES ($authority, uuidv7(), '${open.person_id}')`,
      may: none,
    },
    {
      name: 'every switch ended',
      sql: `UPDATE authority_switch SET ends_on = '2027-01-01'`,
      may: who => (holds(who, 'settings.change') ? ofAuthority(who, 'authority_switch') : 0),
    },
    {
      name: 'every term taken back',
      sql: 'UPDATE calendar_entry SET retracted_at = now()',
      may: who => (holds(who, 'calendars.change') ? ofAuthority(who, 'calendar_entry') : 0),
    },
    {
      name: 'every role ended',
      sql: `UPDATE membership SET ends_on = '2027-01-01'`,
      may: who => (holds(who, 'accounts.change') ? ofAuthority(who, 'membership') : 0),
    },
    {
      name: 'every organisation closed',
      sql: 'UPDATE organisation SET closed_at = now()',
      may: who => (holds(who, 'accounts.change') ? ofAuthority(who, 'organisation') : 0),
    },
    {
      name: 'every import read again',
      sql: 'UPDATE import SET rows_read = 0',
      may: who => (holds(who, 'lists.import') ? ofAuthority(who, 'import') : 0),
    },
    {
      name: 'every uncommitted row of a list removed',
      sql: 'DELETE FROM import_row',
      may: who =>
        engine(who) ? rowsOf('import_row').filter(row => here(who, row) && row.committed_at === null).length : 0,
    },
    {
      name: 'an audit event as another kind',
      sql: `INSERT INTO audit_event (kind, account_id, action, route, purpose) VALUES (CASE '$kind' WHEN 'engine' THEN 'anonymous' ELSE 'engine' END, $account, 'a', 'a', 'a')`,
      may: none,
    },
    {
      name: 'an audit event of one’s authority',
      sql: `INSERT INTO audit_event (authority_id, kind, account_id, action, route, purpose) VALUES ($authority, '$kind', $account, 'a', 'a', 'a')`,
      may: () => true,
    },
    {
      name: 'an audit event of another era',
      sql: `INSERT INTO audit_event (era, kind, account_id, action, route, purpose) VALUES (0, '$kind', $account, 'a', 'a', 'a')`,
      may: none,
    },
    {
      name: 'an audit event of another transaction',
      sql: `INSERT INTO audit_event (xid, kind, account_id, action, route, purpose) VALUES ('3', '$kind', $account, 'a', 'a', 'a')`,
      may: none,
    },
    {
      name: 'a chunk of a file',
      sql: `INSERT INTO file_chunk (authority_id, file_id, number, bytes) VALUES ($authority, '${ourFile}', 9, 'a')`,
      may: who => who.authority_id === open.authority_id && holds(who, 'cases.read') && reaches(who, open),
    },
    {
      name: 'a match of a row',
      sql: `INSERT INTO import_match (authority_id, import_id, line, person_id, matched_on) VALUES ($authority, '${open.person_id}', 1, '${open.person_id}', 'a')`,
      may: engine,
    },
    {
      name: 'rows that a list says again',
      sql: `INSERT INTO import_again (authority_id, import_id, first_line, last_line, lines, record_ids, kept_import_ids, kept_lines) VALUES ($authority, '${open.person_id}', 1, 1, '{}', '{}', '{}', '{}')`,
      may: engine,
    },
    {
      name: 'every row that a list says again moved',
      sql: 'UPDATE import_again SET first_line = 0',
      may: who => (engine(who) ? ofAuthority(who, 'import_again') : 0),
    },
    {
      name: 'every uncommitted row that a list says again removed',
      sql: 'DELETE FROM import_again',
      may: who =>
        engine(who) ? rowsOf('import_again').filter(row => here(who, row) && row.committed_at === null).length : 0,
    },
    {
      name: 'what stayed of a list',
      sql: `INSERT INTO import_undo_left (authority_id, import_id, record_id, person_id, kind) VALUES ($authority, '${open.person_id}', '${open.person_id}', '${open.person_id}', 'tried')`,
      may: engine,
    },
    {
      name: 'all that stayed of lists changed',
      sql: `UPDATE import_undo_left SET kind = 'tried'`,
      may: who => (engine(who) ? ofAuthority(who, 'import_undo_left') : 0),
    },
    {
      name: 'a child missing from a list',
      sql: `INSERT INTO import_missing (authority_id, import_id, record_id, person_id, last_on) VALUES ($authority, '${open.person_id}', '${open.person_id}', '${open.person_id}', '2026-01-01')`,
      may: engine,
    },
    {
      name: 'a form of one’s own',
      sql: 'INSERT INTO single_use (authority_id, once, account_id) VALUES ($authority, uuidv7(), $account)',
      may: who => who.kind === 'person',
    },
  ]
}
