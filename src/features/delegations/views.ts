import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'

export interface DelegationLine {
  name: string
  power: string
  days: string
  because: string
  by: string
  ended: string | null
  end_href: string | null
}
export interface DelegationsModel extends PageModel {
  holding: readonly DelegationLine[]
  before: readonly DelegationLine[]
  give_href: string | null
}
export const delegationsPage = view<DelegationsModel>('features/delegations/views/delegations.njk')

export interface DelegationFormModel extends PageModel {
  says: readonly string[]
  form: DrawnForm
  button: string
  cancel_href: string
}
export const delegationFormPage = view<DelegationFormModel>('ground/web/plain-form.njk')

export const delegationGiven = flash('delegation_given', () => 'The delegation was recorded.')
export const delegationEnded = flash('delegation_ended', () => 'The delegation ends. What was signed under it stays.')
