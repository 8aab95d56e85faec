import type { GroupKind } from './codes.ts'
import type { LookedAfter } from './officers.ts'

/** The page of a school. */
export const schoolUrl = (urn: number): string => `/schools/${urn}`
export const groupsUrl = '/schools/groups'
export const groupUrl = (id: string): string => `${groupsUrl}/${id}`
export const trustUrl = (code: string): string => `/schools/trusts/${encodeURIComponent(code)}`

/** The page of a grouping, a trust or a council's own. */
export const groupingUrl = ({ kind, key }: { kind: GroupKind | 'trust'; key: string }): string =>
  kind === 'trust' ? trustUrl(key) : groupUrl(key)

/** The page of what an officer looks after. */
export const lookedAfterUrl = (of: LookedAfter): string =>
  'school_urn' in of ? schoolUrl(of.school_urn) : 'group_id' in of ? groupUrl(of.group_id) : trustUrl(of.trust_code)
