/** What a form was drawn from was changed by somebody else before it was sent. Nothing of the action was done. */
export class Stale extends Error {
  constructor() {
    super('Somebody changed this after the page was opened.')
  }
}
