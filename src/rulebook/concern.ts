import type { ConcernLevel, ConcernScale } from './policy.ts'

/** What follows from a level of concern that a person gave a case. `open`: what the scale's source does not say. */
export type ConcernAnswer = {
  readonly level: ConcernLevel | null
  readonly is_tracked: boolean
  readonly because: string
  readonly open: readonly string[]
}

/**
 * The second scale, beside the bands: a level is a person's word, and nothing else that is known of a child makes or changes it.
 * @param given the level somebody recorded; null for none.
 * Source: RAG5, S1 [41, 51].
 */
export const concernOf = (given: ConcernLevel['code'] | null, scale: ConcernScale | null): ConcernAnswer => {
  if (scale === null) return { level: null, is_tracked: false, because: 'The policy has no such scale.', open: [] }
  const level = scale.levels.find(({ code }) => code === given) ?? null
  if (level === null)
    return { level, is_tracked: false, because: 'Nobody has recorded a level of concern.', open: scale.unsaid }
  return { level, is_tracked: true, because: `${level.text}, as a person recorded it.`, open: scale.unsaid }
}
