import type { Read } from '../../ground/database/door.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { stateText } from '../children/index.ts'
import { neverBeside, shownTogether } from '../matching/index.ts'
import { personOnly } from '../people/index.ts'
import { askForDecided, decideRows } from './actions.ts'
import { listUrl, rowsUrl, rowUrl } from './addresses.ts'
import { getImport } from './board-routes.ts'
import { decideForm } from './forms.ts'
import { type CandidateRow, listCandidates } from './queries.ts'
import { countRows, findRow, listRows, nextDoubtful, type Show, type ShownRow, shows } from './row-queries.ts'
import { aboutOf, type Compared, rowDecided, rowLine, rowPage, rowsPage } from './views.ts'

const tabs: Record<Show, string> = {
  all: 'All',
  new: 'New',
  matched: 'Matched',
  changed: 'Changed',
  ambiguous: 'To be decided',
  duplicate: 'Twice',
  refused: 'Refused',
  flagged: 'Flagged',
}

/** The rows of a list, and the doubtful ones one by one. */
export function rowRoutes(page: Pages, { queue }: Parts): void {
  page.get(
    '/lists/:id/rows',
    { may: 'lists.read', audit: 'rows of a list viewed' },
    async ({ tx, params, query, reply, look }) => {
      const list = await getImport(tx, params.id)
      const show = shows.find(one => one === query.show) ?? 'all'
      const after = /^\d{1,9}$/.test(String(query.after)) ? Number(query.after) : 0
      const rows = await listRows(tx, list, show, after, 51)
      sawRows(look, rows)
      const shown = rows.slice(0, 50)
      const counted = await countRows(tx, list.id)
      return reply.page(rowsPage, {
        recorded: true,
        title: `Rows of ${list.source_name}`,
        about: aboutOf(list),
        rows: shown.map(row => rowLine(list.id, row)),
        next: rows.length > 50 ? `${rowsUrl(list.id, show)}&after=${shown.at(-1)?.line}` : null,
        tabs: shows.map(one => ({
          text: `${tabs[one]} (${counted[one].toLocaleString('en-GB')})`,
          href: rowsUrl(list.id, one),
          current: one === show,
        })),
        back: { href: listUrl(list.id), text: 'The list' },
      })
    },
  )

  const opened = async (tx: Read, import_id: string, line: string, today: Parameters<typeof listCandidates>[2]) => {
    const list = await getImport(tx, import_id)
    const row = /^\d{1,9}$/.test(line) ? await findRow(tx, list, Number(line)) : undefined
    if (!row) throw new Missing()
    const known = await listCandidates(tx, row.candidates, today)
    // Also of a row that was read before two of its children were kept apart for good.
    const candidates = shownTogether(known, ({ id }) => id, await neverBeside(tx, row.candidates))
    const decidable =
      row.outcome === 'ambiguous' &&
      !row.refused &&
      row.committed_at === null &&
      ['ready', 'committing', 'committed'].includes(list.state)
    const model = {
      title: `Line ${row.line} of ${list.source_name}`,
      recorded: true,
      about: aboutOf(list),
      row: rowLine(list.id, row),
      cells: Object.entries(row.raw).map(([name, text]) => ({ name, text })),
      read: comparisonOf(row, candidates),
      candidates: candidates.map(child => ({ id: child.id, known_as: child.known_as, href: `/children/${child.id}` })),
      decidable,
      back: { href: rowsUrl(list.id, row.outcome === 'ambiguous' ? 'ambiguous' : 'all'), text: 'The rows' },
    }
    return { list, row, candidates, model, decidable }
  }

  page.get(
    '/lists/:id/rows/:line',
    { may: 'lists.read', audit: 'row of a list viewed' },
    async ({ tx, params, reply, look, today }) => {
      const { list, row, candidates, model } = await opened(tx, params.id, params.line, today)
      sawRows(look, [row])
      look.saw(
        candidates.map(child => child.id),
        ['name', 'birth', 'identifier', 'postcode'],
      )
      return reply.page(rowPage, {
        ...model,
        form: drawForm(decideForm(candidates), {
          seen: String(list.version),
          stored: row.decision === 'same' ? { decision: row.person_id ?? '' } : { decision: row.decision ?? '' },
        }),
      })
    },
  )
  page.post(
    '/lists/:id/rows/:line',
    { may: 'lists.import', audit: 'doubtful row decided' },
    async ({ tx, identity, params, body, reply, look, today }) => {
      const actor = personOnly(identity)
      const { list, row, candidates, model, decidable } = await opened(tx, params.id, params.line, today)
      look.saw(candidates.map(child => child.id))
      const form = decideForm(candidates)
      const posted = parseForm(form, body)
      if (!posted.ok) return reply.page(rowPage, { ...model, form: drawForm(form, { failed: posted }) })
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const stale = new Conflict(
        'Somebody decided this row, or went on with the list, after you opened the page.',
        [],
        { href: rowUrl(list.id, row.line), text: 'See the row as it is now' },
      )
      if (!decidable) throw stale
      const { decision } = posted.values
      const same = decision !== 'new' && decision !== 'leave_out'
      const taken = await decideRows(tx, actor, list.id, [
        { line: row.line, decision: same ? 'same' : decision, person_id: same ? decision : null },
      ])
      if (taken === 0) throw stale
      // A list that is committed already takes the decision in at once: the row, or that its child is missing after all.
      if (list.state !== 'ready') await askForDecided(tx, queue, actor, list.id)
      const next = await nextDoubtful(tx, list.id, row.line)
      const href = next === null ? listUrl(list.id) : rowUrl(list.id, next)
      await useOnce(tx, actor, posted.once, href)
      reply.flash(rowDecided)
      return reply.redirect(href)
    },
  )
}

const sawRows = (look: { saw(ids: string[], fields: string[]): void }, rows: readonly ShownRow[]): void =>
  look.saw(
    rows.flatMap(row => [row.person_id, ...row.candidates].filter(id => id !== null)),
    ['list row'],
  )

/** The row and each candidate, field by field, with what differs marked. */
function comparisonOf(row: ShownRow, candidates: readonly CandidateRow[]): Compared[] {
  const said = row.row
  if (!said) return []
  const folded = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const line = (field: string, mine: string, theirs: (child: CandidateRow) => string[]): Compared => ({
    field,
    row: mine,
    candidates: candidates.map(child => {
      const texts = theirs(child)
      return {
        text: texts.join(' · ') || 'not known',
        differs: mine !== '' && texts.length > 0 && !texts.some(text => folded(text) === folded(mine)),
      }
    }),
  })
  return [
    line('Name', [said.forename, said.surname].filter(Boolean).join(' '), child => child.names),
    line('Date of birth', said.born_on ? formatShortDay(said.born_on) : '', child =>
      child.born_on ? [formatShortDay(child.born_on)] : [],
    ),
    line('Sex', said.sex ?? '', child => [child.sex]),
    line('UPN', said.upn ?? '', child => (child.upn ? [child.upn] : [])),
    line('Postcode', said.postcode ?? '', child => child.postcodes),
    {
      field: 'State today',
      row: '',
      candidates: candidates.map(child => ({
        text: [stateText(child.state), child.school_name].filter(Boolean).join(', '),
        differs: false,
      })),
    },
  ]
}
