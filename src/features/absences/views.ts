import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'

interface Link {
  text: string
  href: string
}

export interface AbsencesModel extends PageModel {
  sentence: string
  kinds: readonly {
    name: string
    open: Link
    taken: string
    oldest: string
    median: string
    over: string
    owner: Link
  }[]
  list: DrawnList<{
    id: string
    name: string
    child_href: string
    source: string
    missing_on: string
    school: string
    now: string
    taken: string
    href: string
  }>
}
export const absencesView = view<AbsencesModel>('features/absences/views/absences.njk')

export interface AbsenceModel extends PageModel {
  child: Link
  sentence: string
  facts: readonly { term: string; text: string; href: string | null }[]
  steps: readonly { what: string; note: string; by: string }[]
  says: DrawnForm | null
}
export const absenceView = view<AbsenceModel>('features/absences/views/absence.njk')

export const absenceSaid = flash('absence_said', () => 'It is recorded.')
