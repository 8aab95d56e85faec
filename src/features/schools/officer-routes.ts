import type { Person } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import type { Answer } from '../../ground/web/reply.ts'
import { officersWith, orWhereItLed, personOnly } from '../people/index.ts'
import { lookedAfterUrl } from './addresses.ts'
import { officerRoles, textOf } from './codes.ts'
import { returnedForm } from './forms.ts'
import { groupFormView, officerEnded, officerNamed } from './group-views.ts'
import { findGroup, findTrust } from './groups.ts'
import { endOfficerForm, officerForm } from './officer-forms.ts'
import { officersPage } from './officer-list.ts'
import { endOfficer, findOfficer, type LookedAfter, nameOfficer } from './officers.ts'
import { schoolNames } from './queries.ts'

/** What an officer is named for, with its name. */
interface Named {
  of: LookedAfter
  name: string
  every: boolean
}
type Finder = (tx: Reading['tx'], key: string) => Promise<Named | undefined>

const ofSchool: Finder = async (tx, key) => {
  const urn = /^\d{5,6}$/.test(key) ? Number(key) : 0
  const name = (await schoolNames(tx, [urn])).get(urn)
  return name === undefined ? undefined : { of: { school_urn: urn }, name, every: false }
}
const ofGroup: Finder = async (tx, key) => {
  const group = await findGroup(tx, key)
  return group && group.ends_on === null ? { of: { group_id: group.id }, name: group.name, every: true } : undefined
}
const ofTrust: Finder = async (tx, key) => {
  const trust = await findTrust(tx, key)
  return trust && { of: { trust_code: trust.code }, name: trust.name, every: true }
}

export function officerRoutes(page: Pages): void {
  nameRoutes(page, '/schools/:urn/officers/new', ofSchool)
  nameRoutes(page, '/schools/groups/:id/officers/new', ofGroup)
  nameRoutes(page, '/schools/trusts/:code/officers/new', ofTrust)
  officersPage(page)

  const endPage = (reply: Reading['reply'], officer: Found, form: ReturnType<typeof drawForm>): Answer =>
    reply.page(groupFormView, {
      title: `${officer.name} as ${textOf(officerRoles, officer.role).replace(/^[A-Z](?=[a-z])/, first => first.toLowerCase())}`,
      back: { href: lookedAfterUrl(officer.of), text: 'Back' },
      form,
      intro: 'Nothing is deleted: who was named when, and why it ended, is kept.',
      button: 'Take the name off',
      cancel_href: lookedAfterUrl(officer.of),
    })
  type Found = NonNullable<Awaited<ReturnType<typeof findOfficer>>>
  page.get(
    '/schools/officers/:id/end',
    { may: 'schools.change', audit: 'form of an officer opened' },
    async ({ tx, params, reply }) => {
      const officer = await findOfficer(tx, params.id)
      if (!officer) throw new Missing()
      return endPage(reply, officer, drawForm(endOfficerForm))
    },
  )
  page.post('/schools/officers/:id/end', { may: 'schools.change', audit: 'officer of schools ended' }, async asked => {
    const { tx, identity, params, body, reply } = asked
    const posted = parseForm(endOfficerForm, body)
    const led = await usedBefore(tx, posted.once)
    if (led !== null) return reply.redirect(led)
    const officer = await findOfficer(tx, params.id)
    if (!officer) throw new Missing()
    if (!posted.ok) return endPage(reply, officer, drawForm(endOfficerForm, { failed: posted }))
    const { on, reason } = posted.values
    if (on !== null && on < officer.starts_on)
      return endPage(
        reply,
        officer,
        returnedForm(endOfficerForm, body, 'on', 'The day must be the day they began, or later'),
      )
    const person = personOnly(identity)
    return orWhereItLed(reply, async () => {
      const back = lookedAfterUrl(officer.of)
      await useOnce(tx, person, posted.once, back)
      await endOfficer(tx, person, officer.id, { on, reason })
      reply.flash(officerEnded)
      return reply.redirect(back)
    })
  })
}

function nameRoutes(
  page: Pages,
  path: '/schools/:urn/officers/new' | '/schools/groups/:id/officers/new' | '/schools/trusts/:code/officers/new',
  find: Finder,
): void {
  const named = async ({ tx, params }: { tx: Reading['tx']; params: object }): Promise<Named> => {
    const found = await find(tx, String(Object.values(params)[0]))
    if (!found) throw new Missing()
    return found
  }
  const choices = async (tx: Reading['tx'], identity: Person) =>
    (await officersWith(tx, identity, 'schools.read')).map(({ value, text }) => ({ value, text }))
  const draw = (reply: Reading['reply'], { of, name, every }: Named, form: ReturnType<typeof drawForm>): Answer =>
    reply.page(groupFormView, {
      title: `Name an officer for ${name}`,
      back: { href: lookedAfterUrl(of), text: name },
      form,
      intro: every
        ? 'They are then shown on the page of every school that is in it, as long as it is.'
        : 'They are then shown on the school’s page. To give somebody a whole family of schools, name them on the family’s page.',
      button: 'Name the officer',
      cancel_href: lookedAfterUrl(of),
    })
  page.get(path, { may: 'schools.change', audit: 'form of an officer opened' }, async asked => {
    const { tx, identity, today, reply } = asked
    const form = officerForm(await choices(tx, personOnly(identity)))
    return draw(reply, await named(asked), drawForm(form, { stored: { starts_on: today, who: 'account' } }))
  })
  page.post(path, { may: 'schools.change', audit: 'officer of schools named' }, async asked => {
    const { tx, identity, body, reply } = asked
    const person = personOnly(identity)
    const found = await named(asked)
    const form = officerForm(await choices(tx, person))
    const posted = parseForm(form, body)
    if (!posted.ok) return draw(reply, found, drawForm(form, { failed: posted }))
    const { role, account_id, name, phone, email, starts_on, instead, note } = posted.values
    const who = account_id === null ? { name: name ?? '', phone, email } : { account_id }
    return orWhereItLed(reply, async () => {
      await useOnce(tx, person, posted.once, lookedAfterUrl(found.of))
      await nameOfficer(tx, person, { role, of: found.of, who, starts_on, instead, note })
      reply.flash(officerNamed)
      return reply.redirect(lookedAfterUrl(found.of))
    })
  })
}
