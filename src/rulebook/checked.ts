/**
 * What came of checking an identifier. `normalised`: as it is stored and compared, tidied even if it is wrong. `reason`:
 * why it is not valid; for a valid one, a caution worth showing, or null.
 */
export type Checked = { readonly valid: boolean; readonly normalised: string; readonly reason: string | null }

export const wrong = (normalised: string, reason: string): Checked => ({ valid: false, normalised, reason })

export const right = (normalised: string, caution: string | null = null): Checked => ({
  valid: true,
  normalised,
  reason: caution,
})
