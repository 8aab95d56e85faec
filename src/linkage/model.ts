import { z } from 'zod'
import { type Field, fieldOf, kinds } from './fields.ts'

const share = z.number().min(0).max(1)
const shares = z.array(share).min(2)

const frequencies = z.object({
  /** The share of whoever has a value that is not among `shares`. */
  rare: z.number().gt(0).max(1),
  /** From which share a value is one of its own that many have, and no slip in another. */
  common: z.number().gt(0),
  shares: z.record(z.string(), z.number().gt(0).max(1)),
})

const modelShape = z.object({
  version: z.literal(1),
  trained_on: z.string(),
  /** From which probability two records are held to be one person, and from which a person should look. */
  thresholds: z.object({ match: share, review: share, decided_on: z.string() }),
  /** Expected matches, as a share of the records of the shorter list; of the records, where one list is looked at by itself. */
  matching: z.number().gt(0).max(4),
  fields: z.record(z.string(), z.object({ m: shares, u: shares })),
  frequencies: z.record(z.string(), frequencies),
})

/** Everything that a run rests on: with the same lists it gives the same answer again. */
export type Model = z.infer<typeof modelShape>
export type Frequencies = z.infer<typeof frequencies>

/** Why a model cannot be used, in a sentence. */
export class ModelRefused extends Error {}

/** A model from its JSON. Throws ModelRefused for what is no model of this version, or has fields of another make. */
export function parseModel(text: string): Model {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ModelRefused('This is no JSON. Give the file that --model-out wrote.')
  }
  const read = modelShape.safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new ModelRefused(
      `At ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'unknown'}. Give the file that --model-out wrote.`,
    )
  }
  for (const [code, { m, u }] of Object.entries(read.data.fields)) {
    const wanted = levelsOf(code)
    if (m.length !== wanted || u.length !== wanted)
      throw new ModelRefused(`The field ${code} has ${m.length} levels, and this version tells ${wanted} apart.`)
  }
  return read.data
}

function levelsOf(code: string): number {
  try {
    return kinds[fieldOf(code).kind].levels.length
  } catch (problem) {
    if (problem instanceof RangeError) throw new ModelRefused(`${problem.message}. It is from another version.`)
    throw problem
  }
}

/** A level is never more than certain evidence, for or against: in powers of two. */
const mostWeight = 24
const rounded = (weight: number): number =>
  Math.round(Math.max(-mostWeight, Math.min(mostWeight, weight)) * 4096) / 4096

/** The weights of a field's levels, as powers of two, rounded so that any order of adding them gives the same sum. */
export function weightsOf(model: Model, field: Field): number[] {
  const { m, u } = sharesOf(model, field)
  return m.map((share, at) => rounded(Math.log2(share / (u[at] ?? share))))
}

/** What the model has learnt of a field; what learning starts from where it has learnt nothing. */
export const sharesOf = (model: Model, { code, kind }: Field): { m: readonly number[]; u: readonly number[] } =>
  model.fields[code] ?? kinds[kind]

/** So far apart, in powers of two, may the rarest and commonest value of a field lie from its average. */
const mostRarity = 8

/**
 * How much rarer a value is than the average agreement of its field, in powers of two: what is added to the weight of
 * a level that weighs rarity. Negative for common values.
 */
export function rarityOf(model: Model, field: Field, value: string): number {
  const known = model.frequencies[field.code]
  if (known === undefined) return 0
  const average = sharesOf(model, field).u[0] ?? 1
  const rarity = Math.log2(average / (known.shares[value] ?? known.rare))
  return Math.round(Math.max(-mostRarity, Math.min(mostRarity, rarity)) * 4096) / 4096
}

/** The weight before any evidence, where so many pairs are possible and so many are expected to match. */
export const priorWeight = (expected: number, possible: number): number => {
  const odds = Math.min(0.5, Math.max(1e-12, expected / Math.max(1, possible)))
  return rounded(Math.log2(odds / (1 - odds)) / 2) * 2
}

/** From a weight in powers of two to a probability. */
export const probabilityOf = (weight: number): number => 1 / (1 + 2 ** -weight)
/** The weight from which a probability is reached. */
export const weightOf = (probability: number): number => Math.log2(probability / (1 - probability))
