import type { Read } from '../../ground/database/door.ts'
import type { Identity } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, type Difference, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { type Day, formatDay, parseDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { childBanner } from './banner.ts'
import { recordWeek, retractWeek } from './draw-week.ts'
import { hoursText, provisionText } from './education-lanes.ts'
import { listEnrolments, listProvisions, listWeeks } from './education-queries.ts'
import { untruePage, weekPage, weekRetracted, weekSaved } from './education-views.ts'
import { lockChild } from './record-facts.ts'
import { linesOf } from './week.ts'
import { mostLines, sessionsOf, untrueForm, weekForm, weekValues } from './week-form.ts'
import { drawWeek, type FullTime, findingOf } from './week-picture.ts'
import { daysOfWeek, fullTimeOn, weekOn } from './week-shown.ts'

/** The forms of a child's week: to draw it, to draw it anew when it has changed, and to take back what was never true. */
export function weekRoutes(page: Pages): void {
  const path = '/children/:id/week'
  /** What the page of a week needs, whatever was typed. */
  const open = async (tx: Read, identity: Identity, id: string, today: Day) => {
    const banner = await childBanner(tx, identity, id, today)
    if (!banner) throw new Missing()
    const provisions = (await listProvisions(tx, id))
      .filter(row => row.source === 'council' && (row.ends_on === null || row.ends_on > today))
      .map(row => ({
        value: row.id,
        text: `${provisionText(row)} (${hoursText(row.weekly_hours)})`,
        ends_on: row.ends_on,
      }))
    return { banner, provisions, week: weekOn(await listWeeks(tx, id), today) }
  }
  const model = (
    banner: NonNullable<Awaited<ReturnType<typeof childBanner>>>,
    lines: number,
    provisions: readonly unknown[],
    fullTime: FullTime,
  ) => ({
    title: 'The child’s usual week',
    ...{ banner, recorded: true, has_provisions: provisions.length > 0, more: lines < mostLines },
    lines: Array.from({ length: lines }, (_, at) => at + 1),
    full_time: `${fullTime.hours} ${fullTime.mark}`,
    cancel_href: `/children/${banner.person_id}/education`,
    back: { href: `/children/${banner.person_id}/education`, text: 'Education' },
  })

  page.get(
    path,
    { may: 'children.change', audit: 'child’s week: form' },
    async ({ tx, identity, params, reply, look, today }) => {
      const { banner, provisions, week } = await open(tx, identity, params.id, today)
      look.saw([params.id], ['banner', 'timetable', 'provision'])
      const sessions = week?.sessions ?? []
      const lines = Math.min(mostLines, Math.max(3, linesOf(sessions).length + 1))
      const offered = new Set(provisions.map(one => one.value))
      const stored = {
        ...weekValues(
          sessions.map(one => ({
            ...one,
            provision_id: offered.has(one.provision_id ?? '') ? one.provision_id : null,
          })),
        ),
        starts_on: today,
      }
      return reply.page(weekPage, {
        ...model(banner, lines, provisions, await fullTimeOn(tx, today)),
        form: drawForm(weekForm(today, lines, provisions), { stored, seen: String(banner.version) }),
      })
    },
  )

  page.post(
    path,
    { may: 'children.change', audit: 'child’s week recorded' },
    async ({ tx, identity, params, body, reply, look, today }) => {
      const { banner, provisions } = await open(tx, identity, params.id, today)
      look.saw([params.id], ['timetable', 'provision'])
      const given = Number(body.lines)
      const typed = Number.isInteger(given) ? Math.min(mostLines, Math.max(1, given)) : 3
      const lines = body.do === 'line' ? Math.min(mostLines, typed + 1) : typed
      const form = weekForm(today, lines, provisions)
      const posted = parseForm(form, body)
      const fullTime = await fullTimeOn(tx, today)
      const again = (errors: Extract<typeof posted, { ok: false }>['errors']) =>
        reply.page(weekPage, {
          ...model(banner, lines, provisions, fullTime),
          form: drawForm(form, {
            failed: {
              ok: false,
              errors,
              typed: Object.fromEntries(
                Object.entries(form.fields).map(([name, field]) => [name, field.take(body, name)]),
              ),
              seen: posted.seen,
              once: posted.once,
            },
          }),
        })
      if (body.do === 'line') return again([])
      if (!posted.ok) return again(posted.errors)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const href = `/children/${params.id}/education`
      const schools = await listEnrolments(tx, params.id)
      const sessions = sessionsOf(posted.values, lines).map(({ line: _, ...session }) => ({
        ...session,
        school_urn:
          schools.find(row => row.school_name !== null && row.school_name === session.place)?.school_urn ?? null,
      }))
      const { starts_on, last_on } = posted.values as { starts_on: Day; last_on: Day | null }
      await unlessStale(
        tx,
        params.id,
        today,
        [{ label: 'The week', seen: null, now: '', typed: findingOf(sessions, fullTime) }],
        () => lockChild(tx, params.id, posted.seen === null ? null : Number(posted.seen)),
      )
      await recordWeek(tx, personOnly(identity), { person_id: params.id, starts_on, last_on, sessions })
      await useOnce(tx, personOnly(identity), posted.once, href)
      reply.flash(weekSaved)
      return reply.redirect(href)
    },
  )

  const untrueModel = async (tx: Read, identity: Identity, id: string, from: unknown, today: Day) => {
    const { banner } = await open(tx, identity, id, today)
    const starts_on = typeof from === 'string' ? parseDay(from) : undefined
    const week = (await listWeeks(tx, id)).find(one => one.starts_on === starts_on)
    if (!week) throw new Missing()
    const href = `/children/${id}/education`
    return {
      starts_on: week.starts_on,
      model: {
        title: 'This week was never true',
        ...{
          banner,
          recorded: true,
          week: drawWeek(week.sessions, await fullTimeOn(tx, today)),
          days: daysOfWeek(week),
        },
        ...{ cancel_href: href, back: { href, text: 'Education' } },
      },
      seen: String(banner.version),
    }
  }
  page.get(
    '/children/:id/week/untrue',
    { may: 'children.change', audit: 'week never true: form' },
    async ({ tx, identity, params, query, reply, look, today }) => {
      const { model, seen } = await untrueModel(tx, identity, params.id, query.from, today)
      look.saw([params.id], ['banner', 'timetable'])
      return reply.page(untruePage, { ...model, form: drawForm(untrueForm, { seen }) })
    },
  )
  page.post(
    '/children/:id/week/untrue',
    { may: 'children.change', audit: 'week retracted' },
    async ({ tx, identity, params, query, body, reply, look, today }) => {
      const posted = parseForm(untrueForm, body)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const { model, starts_on } = await untrueModel(tx, identity, params.id, query.from, today)
      look.saw([params.id], ['timetable'])
      if (!posted.ok) return reply.page(untruePage, { ...model, form: drawForm(untrueForm, { failed: posted }) })
      await unlessStale(
        tx,
        params.id,
        today,
        [{ label: 'What happened', seen: null, now: '', typed: posted.values.because }],
        () => lockChild(tx, params.id, posted.seen === null ? null : Number(posted.seen)),
      )
      await retractWeek(tx, personOnly(identity), { person_id: params.id, starts_on, ...posted.values })
      await useOnce(tx, personOnly(identity), posted.once, model.cancel_href)
      reply.flash(weekRetracted)
      return reply.redirect(model.cancel_href)
    },
  )
}

/** Locks the child, or answers with what was typed beside the week as it is now. */
async function unlessStale(
  tx: Read,
  id: string,
  today: Day,
  typed: Difference[],
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work()
  } catch (problem) {
    if (!(problem instanceof Stale)) throw problem
    const now = weekOn(await listWeeks(tx, id), today)
    const week = now
      ? `${findingOf(now.sessions, await fullTimeOn(tx, today))}, ${daysOfWeek(now)}`
      : 'No week is drawn'
    throw new Conflict(
      `The child’s record changed after you opened the form on ${formatDay(today)}.`,
      typed.map(line => ({ ...line, now: week })),
      { href: `/children/${id}/education`, text: 'See the week as it is now' },
    )
  }
}
