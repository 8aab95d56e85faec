import type { Pages, Reading } from '../../ground/feature.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { BadRequest } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { choiceFilter, flagFilter, needed } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { type Day, dayNumber, formatShortDay, teams } from '../../rulebook/index.ts'
import { orWhereItLed, personOnly } from '../people/index.ts'
import { decideTogether } from './actions.ts'
import { callerUrl, decideTogetherUrl, referralsUrl, referralUrl } from './addresses.ts'
import { answerText, outcomeText, stateText, teamName } from './codes.ts'
import { togetherForm } from './decide-form.ts'
import { lateSinceFor } from './late.ts'
import { listReferrals, type Referral, referralById } from './queries.ts'
import { withinText } from './send-pages.ts'
import { signalsOf } from './signals.ts'
import { type QueueModel, type QueueRow, queuePage, referralsDecided } from './views.ts'

const queue = list({
  path: referralsUrl,
  columns: {
    choose: { text: 'Choose' },
    child: { text: 'Child, as told' },
    received_on: { text: 'Received', sort: true },
    signals: { text: 'Signals' },
    team: { text: 'Suggested team' },
    taken: { text: 'Whose' },
  },
  sort: { by: 'received_on', direction: 'asc' },
  filters: {
    show: needed(
      choiceFilter('Show', [
        { value: 'waiting', text: 'To be decided' },
        { value: 'finished', text: 'Finished' },
      ]),
    ),
    team: choiceFilter(
      'Suggested team',
      teams.map(({ code, name }) => ({ value: code, text: name })),
    ),
    taken: choiceFilter('Whose', [
      { value: 'mine', text: 'Mine' },
      { value: 'nobody', text: 'Nobody’s yet' },
    ]),
    late: flagFilter('Late and nobody’s'),
  },
})

/** The referrals that came in: who looks at each, how old it is, what makes it urgent and whose it seems to be. */
export function queuePages(page: Pages): void {
  page.get(referralsUrl, { may: 'referrals.triage', audit: 'referrals listed' }, async asked =>
    asked.reply.page(queuePage, await model(asked, drawForm(togetherForm(null)))),
  )

  page.post(
    decideTogetherUrl,
    { may: 'referrals.triage', audit: 'referrals decided together' },
    async ({ tx, identity, body, query, look, reply, today }) => {
      const actor = personOnly(identity)
      const asked = { tx, identity, query, look, today }
      const outcome = body.outcome
      if (outcome !== 'advised' && outcome !== 'refused')
        throw new BadRequest(
          'Several referrals at once are advised or refused. Decide anything else one by one. Nothing was changed.',
        )
      const chosen = [body.chosen].flat().filter((id): id is string => typeof id === 'string' && isUuid.test(id))
      const form = togetherForm(outcome)
      const posted = parseForm(form, body)
      if (!posted.ok) return reply.page(queuePage, await model(asked, drawForm(form, { failed: posted }), chosen))
      if (chosen.length === 0) {
        const failed = { ...posted, ok: false as const, typed: {}, errors: [nothingChosen] }
        const drawn = drawForm(form, { failed: { ...failed, typed: typedOf(posted.values) } })
        return reply.page(queuePage, await model(asked, drawn))
      }
      const found = (await Promise.all([...new Set(chosen)].slice(0, 100).map(id => referralById(tx, id)))).flatMap(
        row => row ?? [],
      )
      look.saw(found.flatMap(({ person_id }) => person_id ?? []))
      return orWhereItLed(reply, async () => {
        const decision = { outcome, ...posted.values } as const
        const count = await decideTogether(tx, actor, found, decision, posted.once, referralsUrl)
        reply.flash(referralsDecided, count)
        return reply.redirect(referralsUrl)
      })
    },
  )
}

const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const nothingChosen = {
  field: 'chosen',
  message: 'Choose at least one referral',
  href: '#chosen-1',
  part: null,
}
const typedOf = ({ note, refused_because }: { note: string; refused_because: string | null }) => ({
  note,
  refused_because: refused_because ?? '',
})

async function model(
  { tx, identity, query, today, look }: Pick<Reading, 'tx' | 'identity' | 'query' | 'today' | 'look'>,
  form: DrawnForm,
  chosen: readonly string[] = [],
): Promise<QueueModel> {
  const person = personOnly(identity)
  const state = listState(query, queue)
  const late = await lateSinceFor(tx, today)
  const { show, team, taken } = state.filters
  const rows = await listReferrals(tx, person.account_id, {
    ...{ show: show ?? 'waiting', team, taken, late: state.filters.late ? late : null },
    ...{ order: state.order, beyond: state.beyond, from: state.from, limit: state.limit },
  })
  const drawn = drawList(queue, state, rows)
  look.saw(
    drawn.rows.flatMap(({ person_id }) => person_id ?? []),
    ['known_as', 'referral'],
  )
  return {
    title: 'Referrals',
    recorded: true,
    form,
    list: { ...drawn, rows: drawn.rows.map(row => queueRow(row, late, today, chosen)) },
    caller_href: callerUrl,
    together_href: decideTogetherUrl,
    sentence: `Each referral has a name on it within ${withinText(today)} of the day it came in. Open one to say who the child is and to decide.`,
  }
}

const queueRow = (row: Referral, late: Day, today: Day, chosen: readonly string[]): QueueRow => ({
  id: row.id,
  href: referralUrl(row.id),
  child: `${row.forename} ${row.surname}`,
  received: formatShortDay(row.received_on),
  waiting: waitingText(dayNumber(today) - dayNumber(row.received_on)),
  late: row.state !== 'finished' && row.taken_by_id === null && row.received_on <= late,
  concern: answerText(row.answer),
  signals: signalsOf(row, today),
  team: [row.team, ...row.other_teams].map(teamName).join('; also '),
  taken: row.taken_by ?? 'Nobody yet',
  state: row.outcome === null ? stateText(row.state) : outcomeText(row.outcome),
  chosen: chosen.includes(row.id),
  open: row.state !== 'finished',
})

const waitingText = (days: number): string =>
  days === 0 ? 'today' : days === 1 ? '1 day ago' : `${days.toLocaleString('en-GB')} days ago`
