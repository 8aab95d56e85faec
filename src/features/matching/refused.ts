/** Something about a join that cannot be done, in a sentence that says what can. */
export class JoinRefused extends Error {}

/** One of the two is not there for whoever asks. */
export class NotThere extends Error {
  constructor() {
    super('One of the two children is not there for whoever asks.')
  }
}

/** What was recorded since a join has no place yet: every one of these is to be placed. */
export class Unplaced extends Error {
  readonly keys: readonly string[]
  constructor(keys: readonly string[]) {
    super('Something recorded since the join has no place yet.')
    this.keys = keys
  }
}
