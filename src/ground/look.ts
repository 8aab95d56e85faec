/** What a request or a piece of work tells the audit log of itself: ids and field names only, never values. */
export interface Looked {
  /** The audit event, such as `case viewed`. */
  readonly purpose: string
  /** The route's pattern, or `job:KIND`, or `command:NAME`. */
  readonly route: string
  readonly request_id?: string | null
  /** Why, when somebody gave a reason of their own. */
  readonly reason?: string | null
  readonly children: ReadonlySet<string>
  readonly fields: ReadonlySet<string>
}

/** The look of a job or a command, filled while it works. */
export class Look implements Looked {
  purpose: string
  reason: string | null = null
  readonly route: string
  readonly request_id: string | null
  readonly children = new Set<string>()
  readonly fields = new Set<string>()

  constructor(given: { purpose: string; route: string; request_id?: string | null }) {
    this.purpose = given.purpose
    this.route = given.route
    this.request_id = given.request_id ?? null
  }

  /** Notes that these children's records were shown or changed, and which fields if it is worth saying. May be passed on by itself. */
  readonly saw = (child_ids: Iterable<string>, fields: Iterable<string> = []): void => {
    for (const id of child_ids) this.children.add(id)
    for (const field of fields) this.fields.add(field)
  }
}
