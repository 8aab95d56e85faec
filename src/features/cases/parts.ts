import type { Read } from '../../ground/database/door.ts'
import type { Identity } from '../../ground/database/identity.ts'
import type { CasePart, CaseShown, PageSection } from '../../ground/feature.ts'

/** What the other slices show on the page of a case. Told once at the start, by `features.ts`. */
const caseParts: CasePart[] = []
export const useCaseParts = (parts: readonly CasePart[]): void => {
  caseParts.splice(0, caseParts.length, ...parts)
}

/** What the slices add to the page of a case: a transaction answers one question at a time, so they are asked in turn. */
export async function fromCaseParts(
  tx: Read,
  identity: Identity,
  of: CaseShown,
): Promise<{ actions: { text: string; href: string }[]; sections: PageSection[] }> {
  const actions: { text: string; href: string }[] = []
  const sections: PageSection[] = []
  for (const part of caseParts) {
    actions.push(...((await part.actions?.(tx, identity, of)) ?? []))
    sections.push(...((await part.sections?.(tx, identity, of)) ?? []))
  }
  return { actions, sections: sections.sort((one, other) => one.order - other.order) }
}
