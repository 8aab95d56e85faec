/** `refused`: the row is left out. `flagged`: the row is taken, and a person should look. */
export type Severity = 'refused' | 'flagged'

export interface Finding {
  severity: Severity
  reason: string
}

/** What a written value means, and what is wrong with it. A value of null with a finding could not be read at all. */
export interface Reading<T> {
  value: T | null
  finding?: Finding
}

export const flag = (reason: string): Finding => ({ severity: 'flagged', reason })
export const refuse = (reason: string): Finding => ({ severity: 'refused', reason })
