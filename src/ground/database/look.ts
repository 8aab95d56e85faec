/**
 * What one request says of itself to the audit log: why, through which route, and whose records it showed or changed.
 * Ids and field names only, never values.
 */
export class Look {
  readonly action: string
  readonly route: string
  readonly request_id: string | null
  purpose: string
  readonly children = new Set<string>()
  readonly fields = new Set<string>()

  constructor(given: { action: string; route: string; purpose?: string; request_id?: string | null }) {
    this.action = given.action
    this.route = given.route
    this.purpose = given.purpose ?? given.action
    this.request_id = given.request_id ?? null
  }

  /** Notes that these children's records were shown or changed, and which fields if it is worth saying. */
  saw(child_ids: Iterable<string>, fields: Iterable<string> = []): void {
    for (const id of child_ids) this.children.add(id)
    for (const field of fields) this.fields.add(field)
  }
}
