import type { Read } from '../../ground/database/door.ts'
import { formValues } from '../../ground/web/drawn-forms.ts'
import { textField } from '../../ground/web/fields.ts'
import type { Failed, Field, Fields, Form, Parsed } from '../../ground/web/forms.ts'
import { foldName } from '../../rulebook/index.ts'
import { type FoundSchool, findSchools, numberIn, searchSchools } from './queries.ts'

/**
 * A field that asks for a school, as its URN, its number of authority and establishment, or its exact name. Parsing gives
 * what was typed; `findTyped` or `withSchool` then finds the school in the register.
 */
export const schoolField = (asked: { label: string; about: string; hint?: string }): Field<string> =>
  textField({ hint: 'Its URN, such as 990001, or its full name', width: 30, spellcheck: false, ...asked })

/** A school as the field shows it, and as `findTyped` reads it back. */
export const schoolText = (school: { urn: number; name: string }): string => `${school.name} (URN ${school.urn})`

/** The school that was typed, or a sentence that says how to name one. */
export async function findTyped(tx: Read, typed: string): Promise<{ school: FoundSchool } | { problem: string }> {
  const [, inBrackets = typed] = /\(URN (\d{5,6})\)$/.exec(typed.trim()) ?? []
  const number = numberIn(inBrackets)
  if (number !== null) {
    const found =
      'urn' in number
        ? await findSchools(tx, { urns: [number.urn] })
        : await findSchools(tx, { laestabs: [number.laestab] })
    const [school] = found.values()
    if (school) return { school }
    return { problem: `No school in the register has the number ${inBrackets}: check it, or type the school’s name` }
  }
  const near = await searchSchools(tx, typed, 6)
  const exact = near.filter(school => foldName(school.name) === foldName(typed))
  const [only, another] = exact.filter(school => school.status !== 'closed')
  if (only && !another) return { school: only }
  const [first, second] = exact
  if (first && !second) return { school: first }
  if (first) return { problem: `Several schools have that name: type one of ${exact.map(described).join(', ')}` }
  if (near.length === 0)
    return { problem: `No school in the register is called “${typed}”: check the name, or type its URN` }
  return { problem: `No school is called exactly “${typed}”: is it ${near.map(described).join(', ')}?` }
}

const described = (school: FoundSchool): string =>
  `${schoolText(school)}${school.town === null ? '' : `, ${school.town}`}${school.status === 'closed' ? ', closed' : ''}`

/**
 * A form that parsed well, with the school that its field `name` names (null when the field was left empty), or the form
 * as it failed on that field, to be drawn again.
 */
export async function withSchool<F extends Fields>(
  tx: Read,
  asked: Form<F>,
  posted: Extract<Parsed<F>, { ok: true }>,
  name: keyof F & string,
): Promise<{ ok: true; school: FoundSchool | null } | Failed> {
  const typed: unknown = posted.values[name]
  if (typeof typed !== 'string') return { ok: true, school: null }
  const found = await findTyped(tx, typed)
  if ('school' in found) return { ok: true, school: found.school }
  return {
    ok: false,
    errors: [{ field: name, message: found.problem, href: `#${name}`, part: null }],
    typed: formValues(asked, posted.values, null),
    seen: posted.seen,
    once: posted.once,
  }
}
