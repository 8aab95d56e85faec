import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Look } from '../../ground/look.ts'
import type { Flash } from '../../ground/web/flash.ts'
import type { Fields, Form, ValuesOf } from '../../ground/web/forms.ts'
import type { Columns, KeptRow, KeptTable } from './kept-facts.ts'

/** Of whom something is recorded, by whom, and what the address asks. */
export interface KeptAsked {
  tx: Read
  person: Person
  person_id: string
  query: Readonly<Record<string, unknown>>
  look: Look
}

/** Why something cannot be recorded, in a sentence, and the field that says how to mend it. Nothing was done. */
export class KeptRefused extends Error {
  readonly field: string
  constructor(field: string, sentence: string) {
    super(sentence)
    this.field = field
  }
}

/** The other side of what holds both ways: another child, on whose record the same is written, ended and retracted. */
export interface OtherSide {
  of(given: Columns | KeptRow): string | null
  /** The columns as they stand on the other's record. */
  columns(columns: Columns, child: { person_id: string; sealed: boolean }): Columns
  /** The other's own fact that says the same; null when it was never there or is gone. */
  find(tx: Read, row: KeptRow, person_id: string): Promise<KeptRow | null>
}

/** Which days a form asks: from when, and until when. `same_day`: what is recorded is of one day. */
export interface KeptDates {
  start: 'must' | 'may'
  end: boolean | 'same_day'
  startLabel: string
  /** What is asked for, inside a sentence; “the day from which it is so” unless said. */
  startAbout?: string
}

/** What a change would do, told before it is done: read before it and after it, in the change's own transaction, which is then taken back. */
export interface Foresight<Standing> {
  read(tx: Read, person_id: string, person: Person): Promise<Standing>
  say(before: Standing, after: Standing, asked: KeptAsked): Promise<string[]>
}

/** A kind of fact that officers keep by hand: its form, its columns and its words. */
export interface KeptKind<F extends Fields> extends KeptTable {
  /** Behind the child's address: `/people/family`. */
  path: `/${string}`
  /** The tab that it is shown on, behind the child's address, and what the link back says. */
  back: { path: `/${string}`; text: string }
  may: string
  /** As the audit names it: `family`. */
  audit: string
  titles: { add: string; change: string; end: string; never: string }
  /** What stands before a new form: one sentence, with the law where there is one. */
  intro: string | ((asked: KeptAsked) => readonly string[])
  /** @param fact the one that is changed; null for a new one. */
  dates: KeptDates | ((asked: KeptAsked, fact: KeptRow | null) => KeptDates)
  /** What has changed: from a day on it is otherwise, unless a fact of one moment can only be put right. */
  changes?: 'from_a_day' | 'put_right'
  /** Whether it can have ended. */
  ends?(row: KeptRow): boolean
  foresight?: Foresight<unknown>
  done: { add: Flash<[]>; change: Flash<[]>; end: Flash<[]>; never: Flash<[]> }
  /** @param fact the one that is changed; null for a new one. */
  form(asked: KeptAsked, fact: KeptRow | null): Promise<Form<F>> | Form<F>
  /** What a new form shows at first. */
  begins?(asked: KeptAsked): Promise<Partial<NoInfer<ValuesOf<F>>>> | Partial<NoInfer<ValuesOf<F>>>
  /** @param fact the one that is changed; null for a new one. @throws KeptRefused. */
  columns(values: NoInfer<ValuesOf<F>>, asked: KeptAsked, fact: KeptRow | null): Promise<Columns> | Columns
  stored(row: KeptRow, asked: KeptAsked): Promise<Partial<NoInfer<ValuesOf<F>>>> | Partial<NoInfer<ValuesOf<F>>>
  /** What a fact says, in lines, for the pages on which it is changed, ended or retracted. */
  says(row: KeptRow, asked: KeptAsked): Promise<string[]> | string[]
  otherSide?: OtherSide
}
