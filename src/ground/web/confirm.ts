import type { DrawnForm } from './drawn-forms.ts'
import { type PageModel, view } from './views.ts'

/** What stands between a person and what cannot lightly be taken back. */
export interface ConfirmModel extends PageModel {
  /** What will happen, sentence by sentence. */
  what: readonly string[]
  /** To whom and to what: "Child: Amara O", "Meeting: Tuesday 3 November 2026". */
  whom: readonly { term: string; text: string }[]
  /** How it can be undone, or that it cannot. */
  undo: string
  /** The button, as a verb: "Close the case". */
  button: string
  /** True where it cannot be undone: the button is red. */
  danger: boolean
  cancel_href: string
  form: DrawnForm
}

/** "What will happen, and to whom", with one button that posts to the page's own address. */
export const confirmPage = view<ConfirmModel>('ground/web/confirm.njk')
