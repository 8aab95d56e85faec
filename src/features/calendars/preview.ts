import { Stale } from '../../ground/database/stale.ts'
import type { Writing } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict } from '../../ground/web/errors.ts'
import type { Answer } from '../../ground/web/reply.ts'
import { personOnly } from '../people/index.ts'
import { schoolNames } from '../schools/index.ts'
import { changesUrl } from './addresses.ts'
import { type CalendarProblem, writtenFile } from './calendar-file.ts'
import { type CalendarChange, lockCalendars } from './change.ts'
import { effectOf } from './effect.ts'
import { confirmForm } from './forms.ts'
import { previewModel, previewView } from './preview-view.ts'
import { calendarsVersion } from './queries.ts'
import { tryChange } from './try-change.ts'

/** What a preview shows besides the change itself. */
export interface PreviewPage {
  title: string
  back: { href: string; text: string }
  cancel_href: string
  /** The button, as a verb: "Change the half-term". */
  button: string
  /** Of a file: what is wrong with it, and how many of its entries stand already. */
  problems?: readonly CalendarProblem[]
  same?: number
}

/**
 * The page before any change of calendars: what is recorded and taken back, what that does to the years, and which clocks move. The
 * change is tried on the children and taken back; the form carries it whole, with the version of the calendars it was tried on.
 */
export async function previewChange(
  { tx, identity, look, reply, today }: Writing,
  change: CalendarChange,
  page: PreviewPage,
): Promise<Answer> {
  const person = personOnly(identity)
  await lockCalendars(tx, person)
  const seen = await calendarsVersion(tx)
  const tried = await tryChange(tx, person, change).catch((problem: unknown) => {
    if (problem instanceof Stale) throw changedMeanwhile(change)
    throw problem
  })
  look.saw(
    tried.seen.map(({ person_id }) => person_id),
    ['known_as', 'clock'],
  )
  const urns = [...change.record, ...change.retract].flatMap(({ school_urn }) => school_urn ?? [])
  const stored = {
    kind: change.kind,
    what: change.what,
    record: change.record.length === 0 ? null : writtenFile(change.record),
    retract: change.retract.length === 0 ? null : change.retract.map(({ id }) => id).join(' '),
    undoes: change.undoes,
  }
  return reply.page(previewView, {
    ...{ title: page.title, back: page.back, cancel_href: page.cancel_href, button: page.button, recorded: true },
    form: drawForm(confirmForm, { stored, seen }),
    ...previewModel({
      ...{ change, tried, today, problems: page.problems ?? [], same: page.same ?? 0 },
      effect: await effectOf(tx, change),
      names: await schoolNames(tx, urns),
    }),
  })
}

/** Somebody changed the calendars after a page was drawn. */
export const changedMeanwhile = (change: Pick<CalendarChange, 'what'>): Conflict =>
  new Conflict(
    'The calendars were changed after this was drawn.',
    [{ label: 'Calendars', seen: 'As the page showed', now: 'Changed since', typed: change.what }],
    { href: changesUrl, text: 'See the changes, then begin again' },
  )
