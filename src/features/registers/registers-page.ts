import type { Person } from '../../ground/database/identity.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { xlsxOf, xlsxType } from '../../ground/web/xlsx.ts'
import { type ChildGroup, childGroups, type Day } from '../../rulebook/index.ts'
import { type Owner, ownersOn, ownerText, ownerUrl } from '../owners/index.ts'
import { personOnly } from '../people/index.ts'
import { plansUrl, registersUrl, registerUrl } from './addresses.ts'
import { classesOf } from './classes.ts'
import { countGroups, type GroupCount } from './registers.ts'
import { registersView } from './views.ts'

/** Every group with who answers for it, how many are known to be in it, and how many of them wait without education. */
export function registersPage(page: Pages): void {
  page.get(registersUrl, { may: 'registers.read', audit: 'registers of groups viewed' }, async asked => {
    const { tx, identity, today, reply } = asked
    const person = personOnly(identity)
    const shown = await shownGroups(tx, person, today)
    const teams = Map.groupBy(shown.groups, ({ owner }) => owner?.team ?? nobodys)
    return reply.page(registersView, {
      title: 'Registers of groups of children',
      scope: scopeText(person),
      hidden:
        shown.hidden === 0
          ? null
          : `${shown.hidden} ${shown.hidden === 1 ? 'group is' : 'groups are'} not shown to your role: that none stands here says nothing about a child.`,
      plans_href: plansUrl,
      xlsx: `${registersUrl}.xlsx`,
      teams: [...teams]
        .sort(([a], [b]) => Number(b === nobodys) - Number(a === nobodys) || (a < b ? -1 : 1))
        .map(([name, groups]) => ({
          name,
          groups: groups.map(({ group, count, owner, part }) => ({
            name: group.text,
            source: group.source,
            owner: { text: ownerText(owner), href: ownerUrl('group', group.code) },
            part,
            known: { text: count.known.toLocaleString('en-GB'), href: registerUrl(group.code) },
            waiting: {
              text: count.in_suspense.toLocaleString('en-GB'),
              href: count.in_suspense === 0 ? null : registerUrl(group.code, 'not_in_education'),
            },
          })),
        })),
    })
  })

  page.get(`${registersUrl}.xlsx`, { may: 'registers.read', audit: 'registers of groups exported' }, async asked => {
    const { tx, identity, today, reply } = asked
    const { groups } = await shownGroups(tx, personOnly(identity), today)
    const rows = groups.map(({ group, count, owner, part }) => [
      ...[group.text, ownerText(owner), count.known, count.in_suspense],
      ...[part ? 'A part only: your role is not shown all of it' : '', group.source],
    ])
    const heads = ['Group', 'Who answers', 'Known', 'Without education', 'What is shown', 'Source']
    return reply.file(
      `registers-${today}.xlsx`,
      xlsxType,
      await xlsxOf([{ name: 'Registers', widths: [60, 40, 12, 18, 30, 30], heads, rows }]),
    )
  })
}

const nobodys = 'Nobody yet: the authority names who answers'

interface ShownGroup {
  group: ChildGroup
  count: GroupCount
  owner: Owner | null
  /** Whether the reader's role is shown a part of the group only. */
  part: boolean
}

/** The groups of which this person's role is shown something, and how many it is not shown. */
async function shownGroups(
  tx: Reading['tx'],
  reader: Person,
  today: Day,
): Promise<{ groups: ShownGroup[]; hidden: number }> {
  const sees = (group: ChildGroup) => classesOf(group, today).filter(one => reader.classes.includes(one)).length
  const groups = childGroups.filter(group => sees(group) > 0)
  const counts = await countGroups(tx, groups, reader, today)
  const ownerOf = await ownersOn(tx, 'group', today)
  return {
    groups: groups.map(group => ({
      group,
      count: counts.get(group.code) ?? { known: 0, in_suspense: 0 },
      owner: ownerOf(group.code, group.team),
      part: sees(group) < classesOf(group, today).length,
    })),
    hidden: childGroups.length - groups.length,
  }
}

/** Whose children a register of this reader holds. */
export const scopeText = ({ scope }: Person): string =>
  scope === 'county'
    ? 'Of all the children whom the council knows, sealed records left out.'
    : 'Of the children whom your team works with, sealed records left out. Other teams see others.'
