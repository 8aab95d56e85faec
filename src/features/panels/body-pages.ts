import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { meetings as bodies, type Count } from '../../rulebook/index.ts'
import { beginSeries, editSeries, endSeries } from './actions.ts'
import { panelsUrl, seriesUrl } from './addresses.ts'
import { bodyForm, bodyInput, bodyValues, endForm } from './body-form.ts'
import { type DecisionKind, decisionKinds } from './codes.ts'
import { panelForm } from './form-pages.ts'
import type { Series } from './queries.ts'
import { cadenceText, runningSeries, seriesFrame } from './series-frame.ts'
import { bodyBegun, bodyChanged, bodyEnded } from './views.ts'

const own = 'own'
const provided = (id: string | undefined) => bodies.find(body => body.id === id)

/** The cadence of a body of the rulebook, as the form asks for it. */
const everyOf = (cadence: Count | null): Pick<Series, 'every' | 'count'> => {
  if (cadence === null) return { every: 'dates', count: 1 }
  if (cadence.by === 'span') {
    const { unit, length } = cadence
    return unit === 'years' ? { every: 'months', count: length * 12 } : { every: unit, count: length }
  }
  if (cadence.by !== 'end_of') return { every: 'dates', count: 1 }
  return { every: cadence.what === 'half_term' ? 'half_term' : 'term', count: 1 }
}
const entryOf: Readonly<Record<string, Series['entry']>> = { M1: 'open_cases', M2: 'level_2', M3: 'level_3' }

/** Money is the commissioning panel's to commit. Source: §12.2 M2. */
const mayDecide = (body: string | null): DecisionKind[] =>
  decisionKinds.map(({ value }) => value).filter(kind => kind !== 'fund_interim' || body === null || body === 'M2')

/** A body is begun, set up otherwise, and ended. */
export function bodyPages(page: Pages): void {
  panelForm(page, {
    path: '/panels/begin/:body',
    ...{ may: 'panels.run', audit: 'body begun', button: 'Begin it', done: bodyBegun },
    find: async (_tx, { body }) => {
      const given = provided(body)
      if (body !== own && !given) throw new Missing()
      return { given: given ?? null }
    },
    frame: (_tx, { given }) => ({
      ...{ title: 'Begin a body', brief: [], links: [], back: { href: panelsUrl, text: 'Panels and meetings' } },
      says:
        given === null ? [] : [`As its source has it, for you to change: ${given.members}. Source: ${given.source}.`],
    }),
    form: (_tx, person) => bodyForm(person.today),
    stored: (_tx, { given }) =>
      given === null
        ? { count: 1, may_decide: mayDecide(null) }
        : {
            ...{ title: given.title, purpose: given.output, chair: given.chair },
            ...{ entry: entryOf[given.id] ?? 'proposal', ...everyOf(given.cadence), may_decide: mayDecide(given.id) },
          },
    act: async (tx, person, { given }, values) =>
      seriesUrl(await beginSeries(tx, person, given?.id ?? null, bodyInput(values))),
  })

  const running = { may: 'panels.run', find: runningSeries } as const
  panelForm(page, {
    ...{ ...running, path: '/panels/:id/edit', audit: 'body changed', button: 'Keep it', done: bodyChanged },
    frame: (_tx, found) => ({
      ...seriesFrame(found, 'Change how it is set up', 'What it decided, and meetings that are planned already, stay.'),
      ...{ seen: String(found.version), self: `${seriesUrl(found.id)}/edit` },
      standing: [found.title, found.purpose, found.chair ?? '', cadenceText(found)].join('\n'),
    }),
    form: (_tx, person, found) => bodyForm(person.today, found.first_on),
    stored: (_tx, found) => bodyValues(found),
    act: async (tx, _person, found, values, seen) => {
      await editSeries(tx, found, Number(seen), bodyInput(values))
      return seriesUrl(found.id)
    },
  })
  panelForm(page, {
    ...{ ...running, path: '/panels/:id/end', audit: 'body ended', button: 'End it', done: bodyEnded },
    frame: (_tx, found) => ({
      ...seriesFrame(
        found,
        'End the body',
        'It cannot be begun again as the same body. Its meetings to come are cancelled, with the reason.',
      ),
      ...{ seen: String(found.version), standing: found.title },
    }),
    form: endForm,
    act: async (tx, person, found, { because }, seen) => {
      await endSeries(tx, person, found, Number(seen), because)
      return seriesUrl(found.id)
    },
  })
}
