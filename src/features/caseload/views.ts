import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'

export interface CaseloadModel extends PageModel {
  says: string
  teams: readonly {
    name: string
    rows: readonly {
      name: string
      href: string
      open: string
      red: string
      overdue: string
      silent: string
      oldest: string
    }[]
  }[]
}
export const caseloadPage = view<CaseloadModel>('features/caseload/views/caseload.njk')

export interface OfficerCasesModel extends PageModel {
  says: string
  rows: readonly {
    name: string
    href: string
    reference: string
    band: { text: string; tag: string } | null
    due: string
    newest: string
    silent: boolean
    opened: string
  }[]
  hand_over: DrawnForm | null
}
export const officerCasesPage = view<OfficerCasesModel>('features/caseload/views/officer-cases.njk')

export const handedOver = flash('cases_handed_over', (count: number) =>
  count === 1 ? 'One case was handed over.' : `${count.toLocaleString('en-GB')} cases were handed over.`,
)
