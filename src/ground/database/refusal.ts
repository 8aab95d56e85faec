/** The database cannot be used as asked. Its message is a whole sentence for the person at the keyboard. */
export class DatabaseRefusal extends Error {
  override name = 'DatabaseRefusal'
}
