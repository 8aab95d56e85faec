import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'

export interface MyActionsModel extends PageModel {
  rows: readonly {
    what: string
    due: string
    overdue: boolean
    name: string
    href: string
    reference: string
    by: string
    end_href: string
  }[]
}
export const myActionsPage = view<MyActionsModel>('features/agreed-actions/views/my-actions.njk')

export const actionAgreed = flash('action_agreed', () => 'The action stands on the first page of whoever does it.')
export const actionEnded = flash('action_ended', () => 'What became of it is in the chronology.')
