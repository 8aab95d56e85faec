import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import { type JobContext, type JobKind, WorkRefused } from '../../ground/jobs/work.ts'
import { workEverybodyOut } from '../children/index.ts'
import { comparePolicies } from './compare-children.ts'
import type { Comparison } from './compare-policies.ts'
import { findPreview } from './queries.ts'
import { type Decided, decisionsOf, policiesOf, standing } from './read-policies.ts'

export const previewKind = 'policy-preview'
export const decidedKind = 'policy-decided'

/** Children to a transaction. */
const batch = 1000

type Work = Pick<JobContext, 'read' | 'write' | 'progress' | 'engine'>

/** The decisions as they would stand with one more, which goes before any that stood from its day. */
export const withDecision = (decisions: readonly Decided[], more: Decided): readonly Decided[] =>
  [...decisions.filter(({ starts_on }) => starts_on !== more.starts_on), more].toSorted((a, b) =>
    a.starts_on < b.starts_on ? -1 : 1,
  )

/**
 * Counts what the policy of a preview would change, over every child but those who are sealed, and keeps the counts. Writes nothing
 * of a child but the sample. Begun again half-way it begins anew, and ends the same.
 */
export async function countPreview(work: Work, preview_id: string, size = batch): Promise<void> {
  const found = await work.read('preview of a policy begun', async tx => {
    const preview = await findPreview(tx, preview_id)
    return preview && { preview, decisions: await decisionsOf(tx) }
  })
  if (!found) throw new WorkRefused('There is no such preview.')
  const { preview, decisions } = found
  if (preview.result !== null) return
  if (preview.rests_on !== standing(decisions))
    throw new WorkRefused(
      'The policy was changed after this was asked for. Ask again, to see what it would change now.',
    )
  const { today } = work.engine
  const on = preview.starts_on > today ? preview.starts_on : today
  const compared = await comparePolicies(work, {
    before: policiesOf(decisions),
    after: policiesOf(withDecision(decisions, preview)),
    on,
    size,
  })
  await work.write('preview of a policy counted', async (tx, look) => {
    await keep(tx, preview_id, on, compared)
    look.saw(compared.sample.map(({ person_id }) => person_id))
  })
}

async function keep(tx: Write, preview_id: string, on: string, compared: Comparison): Promise<void> {
  const { children, touched, counts, sample } = compared
  await sql`INSERT INTO policy_preview_result (authority_id, preview_id, on_day, children, touched, counts)
    VALUES ((SELECT identity.authority()), ${preview_id}, ${on}, ${children}, ${touched}, ${JSON.stringify(counts)}::jsonb)`.execute(
    tx,
  )
  await sql`INSERT INTO policy_preview_child (authority_id, preview_id, person_id, sealed, what, before, after)
    SELECT p.authority_id, ${preview_id}, p.id, p.sealed, t.what, t.before, t.after
    FROM jsonb_to_recordset(${JSON.stringify(sample)}::jsonb) AS t (person_id uuid, what text, before text, after text)
    JOIN person p ON p.authority_id = (SELECT identity.authority()) AND p.id = t.person_id AND NOT p.sealed`.execute(tx)
}

const subject = (context: JobContext): string => {
  if (context.subject_id === null) throw new WorkRefused('This work does not say what it is about.')
  return context.subject_id
}

export const jobs: readonly JobKind[] = [
  { kind: previewKind, run: context => countPreview(context, subject(context)) },
  {
    kind: decidedKind,
    run: async context => {
      await workEverybodyOut(context)
    },
  },
]
