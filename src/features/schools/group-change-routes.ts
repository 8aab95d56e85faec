import { randomUUID } from 'node:crypto'
import type { Person } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Reading, Writing } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { type Fields, type Form, parseForm, type ValuesOf } from '../../ground/web/forms.ts'
import type { Answer } from '../../ground/web/reply.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { orWhereItLed, personOnly } from '../people/index.ts'
import { groupsUrl, groupUrl } from './addresses.ts'
import { groupKinds } from './codes.ts'
import { returnedForm } from './forms.ts'
import { addGroup, endGroup, NameTaken, nameIsTaken, renameGroup, takeOut } from './group-actions.ts'
import { endGroupForm, newGroupForm, renameForm, takeOutForm } from './group-forms.ts'
import { groupEnded, groupFormView, groupMade, groupRenamed, periodText, takenOut } from './group-views.ts'
import { findGroup, type Group, groupSchools } from './groups.ts'

const taken = 'There is a group of this kind with that name. Choose another name.'

export function changeGroupRoutes(page: Pages): void {
  const kindAsked = (query: Readonly<Record<string, unknown>>) =>
    groupKinds.find(({ value }) => value === query.kind)?.value
  const newPage = (reply: Reading['reply'], form: ReturnType<typeof drawForm>): Answer =>
    reply.page(groupFormView, {
      title: 'Make a group of schools',
      back: { href: groupsUrl, text: 'Groups of schools' },
      form,
      intro:
        'A school is in one family, one locality and one quadrant on a day. Trusts come from the register by themselves.',
      button: 'Make the group',
      cancel_href: groupsUrl,
    })
  page.get(`${groupsUrl}/new`, { may: 'schools.change', audit: 'form of a group opened' }, ({ query, reply }) => {
    const kind = kindAsked(query)
    return newPage(reply, drawForm(newGroupForm, kind === undefined ? {} : { stored: { kind } }))
  })
  page.post(`${groupsUrl}/new`, { may: 'schools.change', audit: 'group of schools made' }, async asked => {
    const { tx, identity, body, reply } = asked
    const person = personOnly(identity)
    const posted = parseForm(newGroupForm, body)
    if (!posted.ok) return newPage(reply, drawForm(newGroupForm, { failed: posted }))
    const led = await usedBefore(tx, posted.once)
    if (led !== null) return reply.redirect(led)
    const { kind, name } = posted.values
    if (await nameIsTaken(tx, kind, name, null)) return newPage(reply, returnedForm(newGroupForm, body, 'name', taken))
    const id = randomUUID()
    return orWhereItLed(reply, async () => {
      await useOnce(tx, person, posted.once, groupUrl(id))
      await addGroup(tx, person, { id, ...posted.values })
      reply.flash(groupMade)
      return reply.redirect(groupUrl(id))
    })
  })

  amend(page, 'rename', {
    title: ({ name }) => `Change what ${name} is called`,
    intro: 'The name that it has now is kept, with the day until which it had it.',
    button: 'Change the name',
    form: async () => renameForm,
    stored: ({ name, code }) => ({ name, code }),
    field: 'name',
    audit: 'group of schools renamed',
    check: async (tx, { name }, { id, kind }) => ((await nameIsTaken(tx, kind, name, id)) ? taken : null),
    act: async (asked, person, group, values, seen) => {
      await renameGroup(asked.tx, person, group, { ...values, seen })
      asked.reply.flash(groupRenamed)
    },
  })
  amend(page, 'end', {
    title: ({ name }) => `End ${name}`,
    intro:
      'Every school that is in it on that day leaves it, and every officer named for all of it is no longer named. Nothing is deleted: the group can be seen as it was.',
    button: 'End the group',
    form: async () => endGroupForm,
    stored: () => ({}),
    field: 'on',
    audit: 'group of schools ended',
    check: async (_, { on }, { starts_on }) =>
      on < starts_on ? 'The day must be the day the group began, or later' : null,
    act: async (asked, person, group, values, seen) => {
      await endGroup(asked.tx, person, group.id, { ...values, seen })
      asked.reply.flash(groupEnded)
    },
  })
  amend(page, 'take-out', {
    title: ({ name }) => `Take schools out of ${name}`,
    intro:
      'What was true until a day gets that day as its end. What was never true is taken back, and kept with your reason.',
    button: 'Take them out',
    form: async ({ tx }, group) => {
      const now = (await groupSchools(tx, group.id)).filter(({ ends_on }) => ends_on === null)
      return takeOutForm(
        now.map(one => ({
          value: one.id,
          text: one.name ?? `URN ${one.urn}`,
          hint: `URN ${one.urn}. ${periodText(one)}`,
        })),
      )
    },
    stored: () => ({}),
    field: 'member_ids',
    audit: 'schools taken out of a group',
    check: async (tx, { member_ids, on }, { id }) => {
      const late = (await groupSchools(tx, id)).find(
        one => member_ids.includes(one.id) && on !== null && one.starts_on >= on,
      )
      return late === undefined
        ? null
        : `${late.name ?? `URN ${late.urn}`} came in on ${formatShortDay(late.starts_on)}, not before that day: it was never in the group until then`
    },
    act: async (asked, person, group, { member_ids, on, reason }, seen) => {
      asked.reply.flash(takenOut, await takeOut(asked.tx, person, group.id, { member_ids, on, reason, seen }))
    },
  })
}

interface Amending<F extends Fields> {
  title: (group: Group) => string
  intro: string
  button: string
  form: (asked: Pick<Reading, 'tx'>, group: Group) => Promise<Form<F>>
  stored: (group: Group) => Partial<ValuesOf<F>>
  /** Where an error that only the database knows is shown. */
  field: keyof F & string
  audit: string
  /** Why it cannot be done, as only the database knows; nothing has been written yet. */
  check: (tx: Reading['tx'], values: ValuesOf<F>, group: Group) => Promise<string | null>
  act: (asked: Writing, person: Person, group: Group, values: ValuesOf<F>, seen: string | null) => Promise<void>
}

/** A form that amends a group that has not ended: its page, and what it does. */
function amend<F extends Fields>(page: Pages, step: 'rename' | 'end' | 'take-out', how: Amending<F>): void {
  const path = `/schools/groups/:id/${step}` as const
  const openGroup = async ({ tx, params }: { tx: Reading['tx']; params: { id: string } }) => {
    const group = await findGroup(tx, params.id)
    if (!group || group.ends_on !== null) throw new Missing()
    return group
  }
  const draw = (reply: Reading['reply'], group: Group, form: ReturnType<typeof drawForm>): Answer =>
    reply.page(groupFormView, {
      title: how.title(group),
      back: { href: groupUrl(group.id), text: group.name },
      form,
      intro: how.intro,
      button: how.button,
      cancel_href: groupUrl(group.id),
    })
  page.get(path, { may: 'schools.change', audit: 'form of a group opened' }, async asked => {
    const group = await openGroup({ tx: asked.tx, params: asked.params as { id: string } })
    const form = await how.form(asked, group)
    return draw(asked.reply, group, drawForm(form, { stored: how.stored(group), seen: String(group.version) }))
  })
  page.post(path, { may: 'schools.change', audit: how.audit }, async asked => {
    const { tx, identity, body, reply } = asked
    const person = personOnly(identity)
    const group = await openGroup({ tx, params: asked.params as { id: string } })
    const form = await how.form(asked, group)
    const posted = parseForm(form, body)
    if (!posted.ok) return draw(reply, group, drawForm(form, { failed: posted }))
    const giveBack = (problem: string) => draw(reply, group, returnedForm(form, body, how.field, problem))
    const led = await usedBefore(tx, posted.once)
    if (led !== null) return reply.redirect(led)
    const problem = await how.check(tx, posted.values, group)
    if (problem !== null) return giveBack(problem)
    return orWhereItLed(reply, async () => {
      try {
        await useOnce(tx, person, posted.once, groupUrl(group.id))
        await how.act(asked as Writing, person, group, posted.values, posted.seen)
        return reply.redirect(groupUrl(group.id))
      } catch (fault) {
        if (!(fault instanceof Stale || fault instanceof NameTaken)) throw fault
        const typed = 'name' in posted.values ? String(posted.values.name) : how.title(group)
        throw new Conflict(
          'Somebody changed this group after you opened the page.',
          [{ label: 'Group', seen: null, now: group.name, typed }],
          { href: groupUrl(group.id), text: 'See the group as it is now' },
        )
      }
    })
  })
}
