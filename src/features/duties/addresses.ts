import type { Day } from '../../rulebook/index.ts'
import type { OutcomeCode, ShowCode } from './codes.ts'

type Asked = Readonly<Record<string, string | number | null | undefined>>

const address = (path: string, asked: Asked): string => {
  const parts = Object.entries(asked).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  )
  return parts.length === 0 ? path : `${path}?${new URLSearchParams(parts)}`
}

/** Every rule, by section. */
export const rulebookUrl = '/rulebook'
export const codesUrl = (on: Day | null = null): string => address('/rulebook/codes', { on })
export const meetingsUrl = '/rulebook/meetings'

/** A rule with its entries, its examples and its calculator. */
export const ruleUrl = (rule: string): string => `/rulebook/${encodeURIComponent(rule)}`

/** The children for whom a rule runs, is overdue, or was kept late this school year. */
export const ruleChildrenUrl = (rule: string, show: ShowCode): string => address(`${ruleUrl(rule)}/children`, { show })

export interface EvidenceAsked {
  from: Day
  to: Day
  school?: number | null
}

/** How the duties were kept that opened in a period. */
export const dutiesUrl = (asked?: Pick<EvidenceAsked, 'from' | 'to'>): string => address('/duties', { ...asked })

/** The pack of one duty: its figures, its cases, its law, and how it was counted. */
export const evidenceUrl = (rule: string, asked: EvidenceAsked): string =>
  address(`/duties/${encodeURIComponent(rule)}`, { ...asked })
/** The same with every case on one page, to print. */
export const wholeEvidenceUrl = (rule: string, asked: EvidenceAsked): string =>
  address(`/duties/${encodeURIComponent(rule)}/whole`, { ...asked })
export const evidenceXlsxUrl = (rule: string, asked: EvidenceAsked): string =>
  address(`/duties/${encodeURIComponent(rule)}/pack.xlsx`, { ...asked })

/** The cases behind a number of the pack. */
export const evidenceCasesUrl = (rule: string, asked: EvidenceAsked & { outcome?: OutcomeCode | null }): string =>
  address(`/duties/${encodeURIComponent(rule)}/cases`, { ...asked })
