import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Identity, may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { dayField } from '../../ground/web/day-field.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { choiceField } from '../../ground/web/fields.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { addDays, type Day, formatDay, formatShortDay, londonDay } from '../../rulebook/index.ts'
import { childParts } from './banner.ts'
import { childFrame } from './child-frame.ts'
import type { FactCode } from './codes.ts'
import { fitting } from './correction-forms.ts'
import { factLine } from './fact-words.ts'
import { type Fact, isBelieved, isInForce, listFacts, wasBelievedAt } from './facts.ts'
import { goesBy } from './goes-by.ts'
import { canUndo, doneWith } from './undo.ts'
import { identityPage, type RecordLine } from './views.ts'

/** The kinds of fact on the Identity page, in its order, and what is said where there is none. */
const shown: readonly { kind: FactCode; title: string; empty: string }[] = [
  { kind: 'name', title: 'Names', empty: 'Names come with the lists, and from officers: legal, known as, former.' },
  { kind: 'birth', title: 'Birth and sex', empty: 'The date of birth comes with the lists.' },
  { kind: 'identifier', title: 'Identifiers', empty: 'UPN, ULN and NHS number come with the lists that carry them.' },
  { kind: 'address', title: 'Addresses', empty: 'Where the child lives comes with the lists, and from visits.' },
  {
    kind: 'contact',
    title: 'Contacts',
    empty: 'Phone numbers and email addresses come with the lists, and from officers.',
  },
]

/** Two different questions about a past day. */
export const lookBackForm = (today: Day) =>
  form({
    question: choiceField({
      ...{ label: 'Look back', about: 'which question to answer' },
      choices: [
        { value: 'was', text: 'As it was on a day', hint: 'What was true then, as far as is known now' },
        { value: 'believed', text: 'As we believed on a day', hint: 'What stood on this page then, right or wrong' },
      ],
    }),
    day: dayField({ label: 'Which day?', about: 'the day', notBefore: '1990-01-01' as Day, notAfter: today }),
  })

/** Whether an identity is of the council's casework and so is told the sources by name. */
export const isInsider = (identity: Identity): boolean => identity.kind === 'person' && identity.scope === 'county'

/** What stands on the page: of today, of a past day, or as it stood on a past day. */
function view(facts: readonly Fact[], asked: { question: string; day: Day } | null, today: Day) {
  if (asked?.question === 'believed') {
    const end = Date.parse(endOfDay(asked.day))
    const known = facts
      .filter(fact => wasBelievedAt(fact, end))
      // What was retracted since was believed then.
      .map(fact => ({ ...fact, retracted_at: null }))
    return { on: asked.day, known, looking_back: `As we believed on ${formatDay(asked.day)}, right or wrong.` }
  }
  const known = facts.filter(isBelieved)
  if (asked === null) return { on: today, known, looking_back: null }
  return { on: asked.day, known, looking_back: `As it was on ${formatDay(asked.day)}, as far as is known now.` }
}

/** The last instant of a day in London. */
const endOfDay = (day: Day): string =>
  Temporal.PlainDate.from(addDays(day, 1)).toZonedDateTime('Europe/London').toInstant().toString()

export function identityRoutes(page: Pages): void {
  page.get(
    '/children/:id/identity',
    { may: 'children.read', audit: 'child’s identity viewed' },
    async ({ tx, identity, params, query, reply, look, today }) => {
      const model = await childFrame(tx, identity, params.id, '/identity')
      look.saw([params.id], ['banner', ...shown.map(({ kind }) => kind)])
      const asked = 'question' in query ? parseForm(lookBackForm(today), query) : null
      const past = asked?.ok ? asked.values : null
      const facts = await listFacts(
        tx,
        params.id,
        shown.map(({ kind }) => kind),
      )
      const { on, known, looking_back } = view(facts, past, today)
      const insider = isInsider(identity)
      const changes = may(identity, 'children.change') && identity.kind === 'person' && looking_back === null
      const href = `/children/${params.id}`
      const hrefOf = (fact: Fact) => (insider ? `${href}/facts/${fact.kind}/${fact.id}` : null)
      const everything = query.show === 'all' && looking_back === null
      const listed = everything ? facts : known.filter(fact => isInForce(fact, on))
      return reply.page(identityPage, {
        ...model,
        goes_by: goesBy(known, {
          ...{ on, today, insider, hrefOf },
          goByHref: fact => (changes && fitting(fact, identity).includes('go-by') ? `${hrefOf(fact)}/go-by` : null),
        }),
        kinds: shown.map(({ kind, title, empty }) => ({
          ...{ title, empty, id: `of-${kind}` },
          add_href: changes ? `${href}/facts/${kind}/add` : null,
          facts: listed.filter(fact => fact.kind === kind).map(fact => factLine(fact, insider, hrefOf(fact))),
        })),
        shows_sources: insider,
        shows: [
          { text: 'In force', href: `${href}/identity`, current: !everything },
          { text: 'Everything ever said', href: `${href}/identity?show=all`, current: everything },
        ],
        looking_back,
        look_back: drawForm(
          lookBackForm(today),
          asked?.ok === false ? { failed: asked } : { stored: past ?? { question: 'believed', day: today } },
        ),
        records: insider ? await recordsOf(tx, params.id) : [],
        record_links: childParts.flatMap(part => part.records?.(identity, params.id) ?? []),
        history_href: may(identity, 'children.change') ? `${href}/history` : null,
        seal_href: may(identity, 'children.seal') ? `${href}/seal` : null,
        undo_href: changes ? undoHref(facts, String(query.done ?? ''), href) : null,
      })
    },
  )
}

/** Where what was just done is undone; null when nothing was, or it cannot be. */
function undoHref(facts: readonly Fact[], id: string, href: string): string | null {
  const fact = facts.find(one => one.id === id)
  return fact && canUndo(doneWith(facts, fact), facts) ? `${href}/facts/${fact.kind}/${fact.id}/undo` : null
}

/** The records that make up a child, and why each was held to be of this child. */
async function recordsOf(tx: Read, person_id: string): Promise<RecordLine[]> {
  const { rows } = await sql<{
    source: string
    key: string | null
    last_on: Day | null
    because: string | null
    decided_at: Date | null
    decided_by: string | null
  }>`SELECT coalesce(s.name, k.name) AS source, r.source_key AS key, r.last_on, l.because, l.decided_at, a.name AS decided_by
    FROM record r JOIN source_kind k ON k.code = r.source LEFT JOIN source s ON s.id = r.source_id
    LEFT JOIN record_link l ON l.authority_id = r.authority_id AND l.record_id = r.id AND l.person_id = r.person_id AND l.undone_at IS NULL
    LEFT JOIN account a ON a.id = l.decided_by WHERE r.person_id = ${person_id} ORDER BY r.made_at, r.id LIMIT 100`.execute(
    tx,
  )
  return rows.map(row => ({
    source: row.source,
    key: row.key ?? '',
    last_on: row.last_on ? formatShortDay(row.last_on) : '',
    because: row.because ?? 'Not recorded.',
    decided: [
      row.decided_at ? formatShortDay(londonDay(row.decided_at.toISOString())) : '',
      row.decided_by ?? (row.decided_at ? 'by the matching of its list' : ''),
    ]
      .filter(Boolean)
      .join(', '),
  }))
}
