import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildBanner } from '../children/index.ts'

export interface StandingLine {
  text: string
  standing: { text: string; tag: string }
  because: string
  source: string
}
export interface LevelView {
  heading: string
  says: string
  tests: readonly StandingLine[]
  propose_href: string | null
}
export interface StepView {
  heading: string
  standing: { text: string; tag: string }
  proposed: string
  judged: readonly string[]
  summary: string
  answered: string | null
  answer_text: string | null
}
export interface LadderModel extends PageModel {
  banner: ChildBanner
  days_out: string
  levels: readonly LevelView[]
  waits: { text: string; answer_href: string | null; withdraw_href: string | null } | null
  steps: readonly StepView[]
  section_19_href: string
}
export const ladderPage = view<LadderModel>('features/ladder/views/ladder.njk')

export interface WaitingModel extends PageModel {
  rows: readonly {
    name: string
    href: string
    reference: string
    level: string
    body: string
    since: string
    by: string
    lead: string
    answer_href: string | null
    withdraw_href: string | null
  }[]
}
export const waitingPage = view<WaitingModel>('features/ladder/views/waiting.njk')

export const stepProposed = flash('ladder_proposed', () => 'The proposal waits for its meeting.')
export const stepAnswered = flash(
  'ladder_answered',
  () => 'What the meeting answered is in the chronology of the case.',
)
export const stepWithdrawn = flash('ladder_withdrawn', () => 'The proposal was withdrawn.')
