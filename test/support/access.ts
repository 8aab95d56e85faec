import type { PageRecord } from '../../src/ground/web/page-maker.ts'
import { testApp } from './app.ts'
import { testCounty } from './county.ts'

interface RolePermission {
  role: string
  label: string
  permission: string
}

/** Every page of the program, from its own records, with who may. */
export async function readAccess(): Promise<{ pages: readonly PageRecord[]; roles: RolePermission[] }> {
  const county = await testCounty()
  const app = await testApp(county)
  try {
    const { rows } = await county.superuser.query<RolePermission>(
      `SELECT p.role, r.label, p.permission FROM role_permission p JOIN role r ON r.code = p.role ORDER BY r.label, p.permission`,
    )
    return { pages: app.web.pageRecords, roles: rows }
  } finally {
    await app.close()
    await county.drop()
  }
}

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`

/** `docs/access.md`: every page with its permission and its audit event, and who has each permission. */
export async function describeAccess(): Promise<string> {
  const { pages, roles } = await readAccess()
  const order = (page: PageRecord) => `${page.path} ${page.method}`
  const permissions = [...new Set(roles.map(({ permission }) => permission))].sort()
  return [
    '# Who may open what',
    '',
    'Made by `npm run access` from the routes themselves and the roles of the database; a test fails when it is not current.',
    'The permission opens the page; which children are on it, the database decides (row-level security).',
    '',
    '## Pages',
    '',
    row('Address', 'Method', 'Permission', 'Audit event'),
    row('---', '---', '---', '---'),
    ...[...pages]
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))
      .map(({ path, method, may, audit }) => row(`\`${path}\``, method, may, audit)),
    '',
    '## Permissions',
    '',
    row('Permission', 'Roles'),
    row('---', '---'),
    ...permissions.map(permission =>
      row(
        permission,
        roles
          .filter(one => one.permission === permission)
          .map(({ label }) => label)
          .join(', '),
      ),
    ),
    '',
  ].join('\n')
}
