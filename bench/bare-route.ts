import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { childLine } from '../src/features/children/index.ts'
import { drawList, list, listState } from '../src/ground/web/lists.ts'
import { makeRenderer, type PageModel, view } from '../src/ground/web/views.ts'
import type { Day } from '../src/rulebook/index.ts'

const childrenPage = view<PageModel & { intro: string; list: unknown; search: boolean }>(
  'features/children/views/children.njk',
)

/**
 * `/bare`: fifty children in the order of their names through the template of the list of children, with one statement and
 * nothing else. No session, no policy, no audit, no transaction: what the whole route is measured beside.
 */
export async function bareRoute(web: FastifyInstance, superuser_url: string, today: Day): Promise<void> {
  const pool = new pg.Pool({ connectionString: superuser_url, max: 10, types: undefined })
  pg.types.setTypeParser(pg.types.builtins.DATE, text => text)
  const renderer = makeRenderer({ check: false })
  const definition = list({
    path: '/children',
    columns: {
      ...{
        surname: { text: 'Child', sort: true },
        born_on: { text: 'Date of birth', sort: true },
        year: { text: 'Year' },
      },
      ...{
        state: { text: 'State today' },
        since: { text: 'Since' },
        school: { text: 'School' },
        band: { text: 'Band' },
      },
    },
    sort: { by: 'surname', direction: 'asc' },
    filters: {},
  })
  web.get('/bare', async (request, reply) => {
    const { rows } = await pool.query<Parameters<typeof childLine>[0]>(
      `SELECT c.person_id AS id, c.known_as, c.surname, c.forename, c.born_on, c.sex, c.upn, s.state, s.starts_on AS since, s.school_urn, k.name AS school_name, b.band
       FROM (SELECT * FROM child_summary ORDER BY authority_id, surname_key USING ~<~, forename_key USING ~<~, person_id LIMIT 51) c
       JOIN child_state s ON s.authority_id = c.authority_id AND s.person_id = c.person_id AND s.starts_on <= $1 AND (s.ends_on IS NULL OR s.ends_on > $1)
       LEFT JOIN child_band b ON b.authority_id = c.authority_id AND b.person_id = c.person_id AND b.starts_on <= $1 AND (b.ends_on IS NULL OR b.ends_on > $1)
       LEFT JOIN school k ON k.urn = s.school_urn`,
      [today],
    )
    const state = listState({}, definition)
    const drawn = drawList(
      definition,
      state,
      rows.map(row => childLine(row, today)),
    )
    const frame = {
      ...{ authority: { name: 'Bare', logo_href: null, colour: null }, person: null, navigation: [], search: null },
      ...{ demonstration: true, out_of_hours: '', flashes: [], css: '', colour: null, theme: '', script: '', icon: '' },
    }
    const model = { title: 'Children', intro: '', list: drawn, search: true }
    return reply
      .type('text/html')
      .send(renderer.render(childrenPage, model, { frame: frame as never, csrf: '', cspNonce: request.id }))
  })
}
