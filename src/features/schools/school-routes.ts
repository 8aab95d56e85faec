import { type Identity, may } from '../../ground/database/identity.ts'
import { useOnce } from '../../ground/database/once.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { orWhereItLed, personOnly } from '../people/index.ts'
import { schoolUrl } from './addresses.ts'
import { carryOver } from './carry-over.ts'
import { carriedOver, groupOfSchoolLine, officerLine } from './group-views.ts'
import { groupsOfSchool } from './groups.ts'
import { pressForm } from './officer-forms.ts'
import { officersOfSchool } from './officers.ts'
import { actionsOf, sectionsOf } from './parts.ts'
import type { SchoolStatus } from './register.ts'
import { changesOfSchool } from './register-report.ts'
import { schoolChangeLine } from './register-views.ts'
import { childrenAt, linkedSchools, schoolFacts } from './school-page.ts'
import { successionOf, takenOverBy } from './succession.ts'
import { factsOf, relationsOf, schoolView, standingOf, tagOf } from './views.ts'

/** Changes by imports that the page shows; the report of each import has the rest. */
const mostChanges = 50

/** Whether a figure of children may lead to them. */
export const opensChildren = (identity: Identity): boolean =>
  may(identity, 'children.read') && identity.kind === 'person' && identity.scope === 'county'

async function findSchool(tx: Reading['tx'], text: string) {
  const school = await schoolFacts(tx, /^\d{5,6}$/.test(text) ? Number(text) : 0)
  if (!school) throw new Missing()
  return { ...school, status: school.status as SchoolStatus }
}

export function schoolRoutes(page: Pages): void {
  page.get(
    '/schools/:urn',
    { may: 'schools.read', audit: 'school viewed' },
    async ({ tx, identity, params, reply, today }) => {
      const school = await findSchool(tx, params.urn)
      const { urn, status } = school
      const count = await childrenAt(tx, identity, urn, today)
      const change = may(identity, 'schools.change')
      const linked = await linkedSchools(tx, urn)
      const groups = await groupsOfSchool(tx, urn)
      const officers = await officersOfSchool(tx, urn, today)
      const kept =
        groups.some(({ kind, ends_on }) => kind !== 'trust' && ends_on === null) ||
        officers.some(one => one.through === null)
      const next = takenOverBy(school, linked, today)
      return reply.page(schoolView, {
        title: school.name,
        back: { href: '/schools', text: 'Schools' },
        tag: tagOf(status),
        standing: standingOf(school),
        succession: successionOf(school, linked),
        actions: [
          ...(change ? [{ text: 'Name an officer', href: `${schoolUrl(urn)}/officers/new` }] : []),
          ...(change && kept && next !== null
            ? [{ text: 'Carry its groups and officers over', href: `${schoolUrl(urn)}/carry-over` }]
            : []),
          ...actionsOf(identity, { urn, closed: status === 'closed' }),
        ],
        facts: factsOf(school),
        children:
          count === null
            ? null
            : {
                text: `${count.toLocaleString('en-GB')} ${count === 1 ? 'child' : 'children'}`,
                href: opensChildren(identity) && count > 0 ? `/children?school=${urn}` : null,
              },
        calendar_href: `${schoolUrl(urn)}/calendar`,
        relations: relationsOf(linked, schoolUrl),
        officers: officers.map(one => officerLine(one, change)),
        groups: groups.map(one => groupOfSchoolLine(one, today)),
        ...{ sections: await sectionsOf(tx, identity, urn), sections_at: 2 },
        changes: (await changesOfSchool(tx, urn, mostChanges)).map(schoolChangeLine),
      })
    },
  )
  carryOverRoutes(page)
}

function carryOverRoutes(page: Pages): void {
  const both = async (tx: Reading['tx'], text: string, today: Reading['today']) => {
    const school = await findSchool(tx, text)
    const next = takenOverBy(school, await linkedSchools(tx, school.urn), today)
    if (next === null) throw new Missing()
    return { school, next }
  }
  page.get(
    '/schools/:urn/carry-over',
    { may: 'schools.change', audit: 'form of a school opened' },
    async ({ tx, params, today, reply }) => {
      const { school, next } = await both(tx, params.urn, today)
      return reply.page(confirmPage, {
        title: `Carry over to ${next.name}`,
        back: { href: schoolUrl(school.urn), text: school.name },
        what: [
          `The groups of ${school.name} and the officers named for it end on ${formatDay(next.on)}.`,
          `They begin on that day at ${next.name}, which took it over; where it is in a family, locality or quadrant already, it stays in that.`,
        ],
        whom: [
          { term: 'From', text: `${school.name} (URN ${school.urn})` },
          { term: 'To', text: `${next.name} (URN ${next.urn})` },
        ],
        undo: 'What was before is kept with its days. What is carried over can be taken back on the page of the group and of the school.',
        button: 'Carry them over',
        danger: false,
        cancel_href: schoolUrl(school.urn),
        form: drawForm(pressForm),
      })
    },
  )
  page.post(
    '/schools/:urn/carry-over',
    { may: 'schools.change', audit: 'groups and officers of a school carried over' },
    async ({ tx, identity, params, body, today, reply }) => {
      const { school, next } = await both(tx, params.urn, today)
      const person = personOnly(identity)
      const { once } = parseForm(pressForm, body)
      return orWhereItLed(reply, async () => {
        await useOnce(tx, person, once, schoolUrl(next.urn))
        const done = await carryOver(tx, person, school.urn, next)
        reply.flash(carriedOver, done.groups, done.officers)
        return reply.redirect(schoolUrl(next.urn))
      })
    },
  )
}
