import type { EnquiryStep } from '../../rulebook/index.ts'
import { caseUrl } from '../cases/index.ts'

/** Enquiries that go on, of all children whom the reader sees. */
export const tracesUrl = '/tracing'
export const beginTraceUrl = (case_id: string): string => `${caseUrl(case_id)}/trace`
/** The trace desk of one child. */
export const traceUrl = (id: string): string => `${tracesUrl}/${id}`
/** Before a step: is anybody in danger by it? */
export const askUrl = (id: string, step: EnquiryStep): string => `${traceUrl(id)}/steps/${step}`
/** What was asked and answered, once danger was asked about. */
export const stepUrl = (id: string, risk_id: string): string => `${traceUrl(id)}/risks/${risk_id}/step`
export const referUrl = (id: string, risk_id: string): string => `${traceUrl(id)}/risks/${risk_id}/refer`
export const replyUrl = (id: string, risk_id: string): string => `${traceUrl(id)}/risks/${risk_id}/reply`
export const unlockUrl = (id: string, risk_id: string): string => `${traceUrl(id)}/risks/${risk_id}/unlock`
export const makeVisitUrl = (id: string): string => `${traceUrl(id)}/visit`
/** The sheet of a visit, to print. */
export const visitUrl = (id: string, visit_id: string): string => `${traceUrl(id)}/visits/${visit_id}`
export const makeCtfUrl = (id: string): string => `${traceUrl(id)}/ctf`
export const ctfUrl = (id: string, ctf_id: string): string => `${traceUrl(id)}/ctf/${ctf_id}`
export const registerUrl = (id: string): string => `${traceUrl(id)}/register`
export const signUrl = (id: string): string => `${traceUrl(id)}/sign`
export const deleteUrl = (id: string): string => `${traceUrl(id)}/delete`
export const endUrl = (id: string): string => `${traceUrl(id)}/end`
