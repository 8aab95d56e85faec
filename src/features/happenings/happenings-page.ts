import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { choiceField } from '../../ground/web/fields.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { formatShortDay, happeningGroups, happeningKinds, londonDay, recordedKind } from '../../rulebook/index.ts'
import {
  type ClockRow,
  childBanner,
  childFrame,
  clocksOfChild,
  clocksUrl,
  clockTitle,
  clockUrl,
  neverTrueReasons,
} from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { chooseKindUrl, happeningsUrl, recordUrl } from './addresses.ts'
import { daysText, happeningText } from './open-questions.ts'
import { type HappeningRow, happeningsOf } from './queries.ts'
import { choosePage, type HappeningLine, happeningsPage } from './views.ts'

/** Which kind of thing happened: what the reader may know of, under its headings. */
const kindForm = (classes: readonly string[]) =>
  form({
    kind: choiceField({
      label: 'What happened?',
      hint: 'What follows from other facts, such as a reduced timetable that began, is not recorded here.',
      about: 'what happened',
      as: 'select',
      choices: happeningGroups.flatMap(({ title, kinds }) =>
        kinds
          .filter(kind => classes.includes(happeningKinds[kind].field_class))
          .map(kind => ({ value: kind, text: happeningKinds[kind].text, group: title })),
      ),
    }),
  })

/** What happened to one child, and where the kind of the next is chosen. */
export function happeningsPages(page: Pages): void {
  page.get(
    '/children/:id/happenings',
    { may: 'children.read', audit: 'what happened to a child viewed' },
    async ({ tx, identity, params, reply, look, today }) => {
      const frame = await childFrame(tx, identity, params.id, '/happenings')
      look.saw([params.id], ['banner', 'happenings'])
      const rows = await happeningsOf(tx, params.id)
      const clocks = await clocksOfChild(tx, params.id, today)
      const records = may(identity, 'happenings.change')
      const sees = identity.kind === 'person' && identity.classes.includes('care_status')
      return reply.page(happeningsPage, {
        ...frame,
        now: rows.filter(row => row.retracted_at === null).map(row => lineOf(row, rows, clocks, params.id, records)),
        past: rows.filter(row => row.retracted_at !== null).map(pastLine),
        record_href: records ? chooseKindUrl(params.id) : null,
        shown: sees
          ? 'Your role is shown everything that is recorded here.'
          : 'Your role is not shown what tells that a child is in care. There may be more.',
      })
    },
  )

  page.get(
    '/children/:id/happenings/record',
    { may: 'happenings.change', audit: 'kind of what happened: form' },
    async ({ tx, identity, params, query, reply, look, today }) => {
      const person = personOnly(identity)
      const banner = await childBanner(tx, identity, params.id, today)
      if (!banner) throw new Missing()
      look.saw([params.id], ['banner'])
      const asks = kindForm(person.classes)
      const asked = query.kind === undefined ? null : parseForm(asks, query)
      const kind = asked?.ok ? recordedKind(asked.values.kind) : null
      if (kind !== null) return reply.redirect(recordUrl(params.id, kind))
      return reply.page(choosePage, {
        ...{ title: 'Record what happened', recorded: true, banner, action: chooseKindUrl(params.id) },
        back: { href: clocksUrl(params.id), text: 'Back to the child’s clocks' },
        form: drawForm(asks, asked?.ok === false ? { failed: asked } : {}),
        cancel_href: clocksUrl(params.id),
      })
    },
  )
}

function lineOf(
  row: HappeningRow,
  all: readonly HappeningRow[],
  clocks: readonly ClockRow[],
  person_id: string,
  records: boolean,
): HappeningLine {
  const kind = happeningKinds[row.kind]
  const answered = all.find(one => one.id === row.answers)
  const action = (text: string, path: string) => ({ text, href: `${happeningsUrl(person_id)}/${row.id}/${path}` })
  return {
    ...{ id: row.id, text: kind.text, days: daysText(row), school: row.school_name ?? '' },
    more: [
      ...(row.sessions === null ? [] : [`${row.sessions} ${row.sessions === 1 ? 'session' : 'sessions'}`]),
      ...(answered ? [`Answers: ${happeningText(answered)}`] : []),
      ...(row.note === null ? [] : [row.note]),
    ],
    by: `${row.by ?? 'A list'}, ${formatShortDay(londonDay(row.recorded_at.toISOString()))}`,
    seen_by: kind.field_class === 'care_status' ? 'care status' : 'education',
    opened: clocks
      .filter(clock => clock.opened_by === row.id)
      .map(clock => ({ text: clockTitle(clock), href: clockUrl(person_id, clock) })),
    actions: records
      ? [
          action('Was recorded wrongly', 'change'),
          ...(kind.lasts && row.ends_on === null ? [action('Has ended', 'end')] : []),
          action('Never happened', 'never-true'),
        ]
      : [],
  }
}

function pastLine(row: HappeningRow) {
  const reason = neverTrueReasons.find(({ value }) => value === row.retracted_reason)
  const why = reason ? `Never true: ${reason.text.toLowerCase()}` : 'Put right: it stands above as it should'
  return {
    ...{ id: row.id, text: happeningKinds[row.kind].text },
    days: [daysText(row), row.school_name].filter(Boolean).join(', '),
    why: [why, row.because, row.by].filter(Boolean).join('. '),
  }
}
