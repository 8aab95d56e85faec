import type { Read } from '../../ground/database/door.ts'
import { type Identity, may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { addDays, ageOn, type Day, formatShortDay, londonDay } from '../../rulebook/index.ts'
import { ageAndYear, childFrame, neverTrueReasons, safeContact, stateTag, stateText } from '../children/index.ts'
import { factActions, newUrl } from './addresses.ts'
import { livings, professions, relations, responsibilities, siblingKinds, textOf } from './codes.ts'
import * as queries from './queries.ts'
import { headingOf } from './safe-contact.ts'
import { type PeopleModel, peoplePage } from './views.ts'

const mostNeighbours = 30
const mostOfThePast = 50

/** Everybody round one child: whom one may tell and how, family, homes and who else is there, professionals. */
export function peoplePages(page: Pages): void {
  page.get(
    '/children/:id/people',
    { may: 'children.read', audit: 'child’s people viewed' },
    async ({ tx, identity, params, reply, look, today }) => {
      const frame = await childFrame(tx, identity, params.id, '/people')
      const fields = ['banner', 'safe_contact', 'family', 'address', 'contact', 'professionals']
      look.saw([params.id], fields)
      const { model, others } = await peopleOf(tx, identity, params.id, today)
      look.saw(others, ['known_as', 'born_on', 'state', 'family', 'address'])
      return reply.page(peoplePage, { ...frame, ...model })
    },
  )
}

type People = Omit<PeopleModel, 'title' | 'banner' | 'tabs' | 'actions' | 'recorded'>

/** What the page shows, and the other children whom it shows. */
async function peopleOf(
  tx: Read,
  identity: Identity,
  person_id: string,
  today: Day,
): Promise<{ model: People; others: string[] }> {
  const sees = (field: 'address' | 'care_status') => identity.kind === 'person' && identity.classes.includes(field)
  const mayRecord = may(identity, 'family.change')
  const actionsOn = (kind: 'family' | 'professionals' | 'safe-contact', id: string) =>
    mayRecord ? factActions(person_id, kind, id) : []
  const sheet = await safeContact(tx, person_id)
  const family = await queries.familyOn(tx, person_id, today)
  const siblings = family.filter(row => siblingKinds.includes(row.kind))
  const order = (row: queries.RelationRow) => relations.findIndex(({ value }) => value === row.kind)
  const adults = family.filter(row => !siblingKinds.includes(row.kind)).toSorted((a, b) => order(a) - order(b))
  const found = await queries.othersAtHome(tx, person_id, today, mostNeighbours + 1)
  const neighbours = found.slice(0, mostNeighbours)
  const related = new Set(family.flatMap(row => row.other_person_id ?? []))
  const homes = await queries.homesOn(tx, person_id, today)
  const model: People = {
    safe_contact: {
      ...sheet,
      lines: sheet.lines.map(line => ({ ...line, actions: actionsOn('safe-contact', line.id) })),
    },
    adults: adults.map(row => ({
      name: row.name ?? row.other_known_as ?? 'A child on Onroll',
      relation: textOf(relations, row.kind),
      responsibility: textOf(responsibilities, row.parental_responsibility),
      because: row.responsibility_because,
      lives: textOf(livings, row.lives_with),
      reached_by: reachedBy(row),
      note: row.note,
      since: formatShortDay(row.starts_on),
      actions: actionsOn('family', row.id),
    })),
    siblings: siblings.map(row => ({
      name: row.name ?? row.other_known_as ?? 'A child on Onroll',
      href: row.other_person_id === null ? null : `/children/${row.other_person_id}`,
      relation: textOf(relations, row.kind),
      age: row.other_person_id === null ? null : ageOf(row.other_born_on, today),
      state: stateOf(row.other_state),
      school: row.other_school,
      lives: textOf(livings, row.lives_with),
      reached_by: reachedBy(row),
      note: row.note,
      actions: actionsOn('family', row.id),
    })),
    shows: { addresses: sees('address'), professionals: sees('care_status') },
    list_contacts: (await queries.listContactsOn(tx, person_id, today)).map(row => ({
      name: row.name ?? 'Name not given',
      relationship: row.relationship ?? '',
      reached_by: reachedBy(row),
      source: `${row.shown_as}, ${formatShortDay(londonDay(row.recorded_at.toISOString()))}`,
    })),
    homes: (['home', 'second_home'] as const)
      .map(kind => ({
        heading: kind === 'home' ? 'Home' : 'Second home',
        addresses: homes
          .filter(row => row.kind === kind)
          .map(({ said, sources }) => ({ said, sources: sources.join(', ') })),
      }))
      .filter(home => home.addresses.length > 0),
    neighbours: neighbours.map(row => ({
      name: row.known_as || 'Name not known',
      href: `/children/${row.id}`,
      age: ageOf(row.born_on, today),
      why: `${row.homes.includes('home') ? 'Same home' : 'Same second home'}, ${row.same_surname ? 'same surname' : 'surname differs'}`,
      state: stateOf(row.state),
      school: row.school_name,
      known_as_family: related.has(row.id),
      link_href: mayRecord && !related.has(row.id) ? `${newUrl(person_id, 'family')}?other=${row.id}` : null,
    })),
    more_neighbours: found.length > mostNeighbours,
    professionals: (await queries.professionalsOn(tx, person_id, today))
      .toSorted((a, b) => rankOf(a.role) - rankOf(b.role))
      .map(row => ({
        name: row.name,
        role: textOf(professions, row.role),
        organisation: row.organisation ?? '',
        reached_by: reachedBy(row),
        note: row.note,
        since: formatShortDay(row.starts_on),
        actions: actionsOn('professionals', row.id),
      })),
    past: (await queries.pastOf(tx, person_id, today, mostOfThePast)).map(pastLine),
    add: mayRecord ? { family: newUrl(person_id, 'family'), professionals: newUrl(person_id, 'professionals') } : null,
  }
  return { model, others: [...new Set([...related, ...neighbours.map(row => row.id)])] }
}

const reachedBy = (row: { phone: string | null; email: string | null }): string[] =>
  [row.phone, row.email].filter(way => way !== null)
const rankOf = (role: string): number => professions.findIndex(({ value }) => value === role)
const ageOf = (born_on: Day | null, today: Day): string =>
  ageAndYear(born_on, born_on === null ? null : ageOn(born_on, today), today)
const stateOf = (state: string | null) => (state === null ? null : { text: stateText(state), tag: stateTag(state) })

function pastLine(row: queries.PastRow): PeopleModel['past'][number] {
  const what =
    row.table === 'family'
      ? textOf(relations, row.kind)
      : row.table === 'professionals'
        ? textOf(professions, row.kind)
        : headingOf({ kind: row.kind as Parameters<typeof headingOf>[0]['kind'], code: row.code })
  const from = formatShortDay(row.starts_on)
  return {
    what,
    said: row.said ?? (row.other ? 'A child on Onroll' : ''),
    days: row.ends_on === null ? `from ${from}` : `${from} to ${formatShortDay(addDays(row.ends_on, -1))}`,
    why: [
      row.retracted_at === null
        ? 'Ended'
        : `Never true: ${textOf(neverTrueReasons, row.retracted_reason).toLowerCase()}`,
      ...(row.because ? [row.because] : []),
      ...(row.by ? [row.by] : []),
    ].join('. '),
  }
}
