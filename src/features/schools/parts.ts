import type { Read } from '../../ground/database/door.ts'
import type { Identity } from '../../ground/database/identity.ts'
import type { PageSection, SchoolPart } from '../../ground/feature.ts'

let parts: readonly SchoolPart[] = []

/** Gives the slices' parts of a school's page, which stand on higher floors. */
export function useSchoolParts(given: readonly SchoolPart[]): void {
  parts = given
}

/** What the slices add to the page of a school, in its order. */
export async function sectionsOf(tx: Read, identity: Identity, urn: number): Promise<PageSection[]> {
  const found: PageSection[] = []
  // One connection answers one question after the other.
  for (const part of parts) found.push(...((await part.sections?.(tx, identity, urn)) ?? []))
  return found.sort((a, b) => a.order - b.order)
}

/** What the slices can do about a school. */
export const actionsOf = (identity: Identity, school: { urn: number; closed: boolean }) =>
  parts.flatMap(part => part.actions?.(identity, school) ?? [])
