import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildBanner, ChildFrame } from '../children/index.ts'

export interface DocumentLine {
  title: string
  href: string | null
  kind: string
  dated: string
  seen_by: string
  size: string
  added: string
  withdrawn: string | null
  withdraw_href: string | null
}
export const documentsPage = view<
  PageModel &
    ChildFrame & {
      documents: readonly DocumentLine[]
      kinds: readonly { text: string; href: string; current: boolean }[]
      narrowed: boolean
      add_href: string | null
      earlier_href: string | null
    }
>('features/documents/views/documents.njk')

export const documentFormPage = view<
  PageModel & {
    banner: ChildBanner
    form: DrawnForm
    intro: readonly string[]
    button: string
    cancel_href: string
    warning: boolean
  }
>('features/documents/views/document-form.njk')

export const documentAdded = flash('document_added', () => 'The document is kept with the child’s record.')
export const documentWithdrawn = flash(
  'document_withdrawn',
  () => 'The document is withdrawn: it stays named here, and nobody can open it any more.',
)
