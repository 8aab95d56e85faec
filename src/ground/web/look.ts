/** What one request looked at, gathered while it runs; the door writes it to the audit when the work is done. */
export interface Look {
  /** The route's audit event; says so when a form came back and nothing was done. */
  purpose: string
  /** The route's pattern, never the address. */
  readonly route: string
  readonly children: Set<string>
  readonly fields: Set<string>
  /** Notes children whose record was shown or changed, and which of its fields. */
  saw(child_ids: Iterable<string>, fields?: readonly string[]): void
}

export function makeLook(purpose: string, route: string): Look {
  const children = new Set<string>()
  const fields = new Set<string>()
  return {
    purpose,
    route,
    children,
    fields,
    saw(childIds, seen = []) {
      for (const id of childIds) children.add(id)
      for (const field of seen) fields.add(field)
    },
  }
}
