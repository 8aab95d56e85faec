import { may } from '../../ground/database/identity.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { groupsUrl, groupUrl, trustUrl } from './addresses.ts'
import { groupKinds } from './codes.ts'
import { changeGroupRoutes } from './group-change-routes.ts'
import { type GroupLineOut, groupLines } from './group-export.ts'
import { groupFileRoutes } from './group-file-routes.ts'
import { groupsModel, groupsView, groupView, kindText, officerLine, schoolLine } from './group-views.ts'
import {
  childrenAtAll,
  findGroup,
  findTrust,
  formerNames,
  type GroupSchool,
  groupSchools,
  listGroups,
  trustSchools,
} from './groups.ts'
import { officersOfGroup } from './officers.ts'
import { opensChildren } from './school-routes.ts'

export function groupRoutes(page: Pages): void {
  page.get(
    groupsUrl,
    { may: 'schools.read', audit: 'groups of schools listed' },
    async ({ tx, identity, today, reply }) =>
      reply.page(groupsView, {
        title: 'Groups of schools',
        back: { href: '/schools', text: 'Schools' },
        kinds: groupsModel(await listGroups(tx, today)),
        may_change: may(identity, 'schools.change'),
      }),
  )
  page.get(`${groupsUrl}.csv`, { may: 'schools.read', audit: 'groups of schools exported' }, async ({ tx, reply }) => {
    const columns = ['urn', 'school', 'kind', 'group', 'from', 'last_day'] as const
    return reply.csv(
      'groups-of-schools.csv',
      columns.map(header => ({ header, value: (line: GroupLineOut) => line[header] })),
      await groupLines(tx),
    )
  })
  groupFileRoutes(page)
  page.get('/schools/groups/:id', { may: 'schools.read', audit: 'group of schools viewed' }, async asked => {
    const { tx, identity, params, today, reply } = asked
    const group = await findGroup(tx, params.id)
    if (!group) throw new Missing()
    const change = may(identity, 'schools.change') && group.ends_on === null
    const many = groupKinds.find(({ value }) => value === group.kind)?.many ?? ''
    const once = (await formerNames(tx, group.id)).map(({ name, until_on, reason }) => ({
      term: `Called until ${formatShortDay(until_on)}`,
      text: reason === null ? name : `${name} (${reason})`,
    }))
    return reply.page(groupView, {
      title: group.name,
      back: { href: groupsUrl, text: many },
      lead: `${kindText(group.kind)}${group.code === null ? '' : `, ${group.code}`}. ${
        group.ends_on === null
          ? `Since ${formatShortDay(group.starts_on)}.`
          : `From ${formatShortDay(group.starts_on)} until ${formatShortDay(group.ends_on)}: ${group.end_reason ?? 'no reason was given'}`
      }`,
      facts: once,
      ...(await inside(asked, await groupSchools(tx, group.id))),
      officers: (await officersOfGroup(tx, { group_id: group.id }, today)).map(one => officerLine(one, change)),
      change: change ? groupUrl(group.id) : null,
      officers_href: change ? `${groupUrl(group.id)}/officers/new` : null,
      empty: 'No school is in this group. Put schools in by their numbers or names, or bring in a file of groups.',
    })
  })
  page.get('/schools/trusts/:code', { may: 'schools.read', audit: 'trust viewed' }, async asked => {
    const { tx, identity, params, today, reply } = asked
    const trust = await findTrust(tx, params.code)
    if (!trust) throw new Missing()
    const change = may(identity, 'schools.change')
    return reply.page(groupView, {
      title: trust.name,
      back: { href: groupsUrl, text: 'Groups of schools' },
      lead: `Academy trust ${trust.code}, by the register of schools. It follows each import by itself: the register says in which trust a school is, and not since when.`,
      facts: [],
      ...(await inside(asked, await trustSchools(tx, trust.code))),
      officers: (await officersOfGroup(tx, { trust_code: trust.code }, today)).map(one => officerLine(one, change)),
      change: null,
      officers_href: change ? `${trustUrl(trust.code)}/officers/new` : null,
      empty: 'No school of ours is in this trust.',
    })
  })
  changeGroupRoutes(page)
}

/** The schools that are in it today with their children on roll, and those of before or to come. */
async function inside(
  { tx, identity, today }: Pick<Reading, 'tx' | 'identity' | 'today'>,
  all: readonly GroupSchool[],
) {
  const isNow = ({ starts_on, ends_on }: GroupSchool) => starts_on <= today && (ends_on === null || ends_on > today)
  const now = all.filter(isNow)
  const counted = may(identity, 'ledger.read')
  const opens = opensChildren(identity)
  const urns = now.map(({ urn }) => urn)
  const children = counted ? await childrenAtAll(tx, urns, today) : null
  return {
    counted,
    schools: now.map(school => schoolLine(school, children === null ? null : (children.get(school.urn) ?? 0), opens)),
    before: all.filter(school => !isNow(school)).map(school => schoolLine(school, null, false)),
  }
}
