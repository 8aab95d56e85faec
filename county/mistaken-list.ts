import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { bringIn, checkList, commitList, type ListWork, sourceNamed, undoList } from '../src/features/lists/index.ts'
import { addDays } from '../src/rulebook/index.ts'

const source = 'Clinic, a file sent by mistake'

interface Patient {
  surname: string
  forename: string
  born_on: string
  postcode: string
}

/**
 * A list that was committed by mistake and taken back the next day, as one that visitors can look at. It is of a few children who are
 * known anyway, and leaves all that is believed as it was. Done once, however often a load is begun.
 */
export async function takeBackAMistake(work: ListWork, officer: string): Promise<void> {
  const { authority_id, today } = work.engine
  const patients = await work.read('mistaken list looked for', async tx => {
    const { rows } = await sql<Patient>`SELECT c.surname, c.forename, c.born_on, a.postcode FROM child_summary c
      JOIN record r ON r.authority_id = c.authority_id AND r.person_id = c.person_id
      JOIN address_fact a ON a.authority_id = r.authority_id AND a.record_id = r.id AND a.retracted_at IS NULL AND a.ends_on IS NULL
      WHERE NOT c.sealed AND c.surname_key <> '' AND c.forename_key <> '' AND c.born_on IS NOT NULL AND a.postcode IS NOT NULL AND r.source = 'school_roll'
        AND NOT EXISTS (SELECT FROM source s WHERE s.name = ${source})
      ORDER BY c.person_id LIMIT 5`.execute(tx)
    return rows
  })
  if (patients.length === 0) return
  const cells = patients.map(({ surname, forename, born_on, postcode }) =>
    [surname, forename, born_on, postcode].map(cell => `"${cell.replaceAll('"', '""')}"`).join(','),
  )
  const actor = { authority_id, account_id: officer }
  const id = await work.write('list brought in', async tx => {
    const source_id = await sourceNamed(tx, actor, { kind: 'health', name: source, school_urn: null })
    const file = { file_name: 'clinic.csv', media_type: 'text/csv', most: 2 ** 20 }
    const stream = Readable.from([Buffer.from(`surname,forename,born_on,postcode\n${cells.join('\n')}\n`)])
    return (await bringIn(tx, actor, { source_id, as_at: addDays(today, -1), school_urn: null, ...file, stream })).id
  })
  await checkList(work, id)
  await work.write('list commit asked for', tx =>
    sql`UPDATE import SET state = 'committing', committed_by = ${officer} WHERE id = ${id}`.execute(tx),
  )
  await commitList(work, id)
  await work.write('list taken back', tx =>
    sql`UPDATE import SET state = 'undoing', undone_by = ${officer}, undone_because = 'It was the file of another clinic, sent by mistake.'
      WHERE id = ${id}`.execute(tx),
  )
  await undoList(work, id)
}
