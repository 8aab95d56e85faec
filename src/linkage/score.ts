import { compareRecords } from './compare-records.ts'
import { type Field, fieldOf, kinds, knownFields } from './fields.ts'
import { heldBackTo } from './guard.ts'
import { type Model, priorWeight, probabilityOf, rarityOf, weightsOf } from './model.ts'
import { type Person, type Prepared, prepare } from './person.ts'
import { guardSentence, sentenceOf, shownValue } from './sentences.ts'

/** What one field says of two records. */
export interface Evidence {
  field: string
  level: string
  /** In powers of two: above 0 for one person, below 0 for two. */
  weight: number
  sentence: string
}

/** How likely two records are one person, and why. */
export interface PairScore {
  left: Person
  right: Person
  probability: number
  /** The sum of the evidence and of what was expected before it, in powers of two; a guard may have held it back. */
  weight: number
  evidence: readonly Evidence[]
  reason: string
}

/** How the lists stand to each other from which the records come. */
export interface Background {
  /** Expected matches and possible pairs, such as 30 and 30 × 150,000 for a list of 30 against a county. */
  expected: number
  possible: number
  /** Whether somebody in the same list was born on the same day and lives at the same place; where it is not said, it may be so. */
  twin?: (person: Person) => boolean
}

/** The fields that two people can be compared on: those that are known, and those of their own that both have. */
function fieldsOf(left: readonly Prepared[], right: readonly Prepared[]): Field[] {
  const own = (people: readonly Prepared[]) => new Set(people.flatMap(({ values }) => [...values.keys()]))
  const theirs = own(right)
  const shared = [...own(left)].filter(code => code.includes(':') && theirs.has(code)).sort()
  // Towns are told apart only where nothing else says where somebody lives.
  const placed = [left, right].every(people =>
    people.some(({ postcode, address }) => postcode !== null || address !== null),
  )
  return [...knownFields.filter(({ kind }) => !(placed && kind === 'town')), ...shared.map(fieldOf)]
}

/** The value by whose rarity an agreement is weighed. */
function comparedOf(field: Field, prepared: Prepared): string | null {
  if (field.kind === 'forename') return prepared.forename?.text ?? null
  if (field.kind === 'surname') return prepared.surname?.text ?? null
  if (field.kind === 'born') return prepared.born === null ? null : String(prepared.born)
  return prepared.values.get(field.code) ?? null
}

/** What a record says of a field, as it is written in a sentence. */
function shownOf(field: Field, prepared: Prepared): string {
  const { person } = prepared
  switch (field.kind) {
    case 'forename':
      return person.forename?.trim() || 'none'
    case 'surname':
      return person.surname?.trim() || 'none'
    case 'middle_name':
      return person.middle_name?.trim() || 'none'
    case 'sex':
      return prepared.sex ?? 'none'
    case 'place':
    case 'postcode':
      return shownValue(field, prepared.postcode)
    default:
      return shownValue(field, comparedOf(field, prepared))
  }
}

/**
 * Scores each record of the left with each of the right, by the levels and weights of a run over whole lists: for a short list against
 * the candidates that a database found. @returns a score for each pair, the left's order first.
 */
export function scorePairs(
  model: Model,
  left: readonly Person[],
  right: readonly Person[],
  background: Background,
): PairScore[] {
  const ours = left.map(person => prepare(person, model))
  const theirs = right.map(person => prepare(person, model))
  const fields = fieldsOf(ours, theirs)
  const weights = fields.map(field => weightsOf(model, field))
  const prior = priorWeight(background.expected, background.possible)
  const twin = background.twin ?? (() => true)
  return ours.flatMap(a =>
    theirs.map(b => {
      const levels = compareRecords(fields, a, b)
      const evidence = fields.flatMap((field, at) =>
        evidenceOf(model, field, levels[at] ?? -1, weights[at] ?? [], a, b),
      )
      const sum = evidence.reduce((total, { weight }) => total + weight, prior)
      const heldBack = heldBackTo(fields, levels, twin(a.person) || twin(b.person))
      const guarded = heldBack !== null && heldBack < sum
      const weight = guarded ? heldBack : sum
      const sentences = evidence.map(({ sentence }) => sentence)
      return {
        ...{ left: a.person, right: b.person, weight, probability: probabilityOf(weight), evidence },
        reason: [...sentences, ...(guarded ? [guardSentence] : [])].join('; '),
      }
    }),
  )
}

function evidenceOf(
  model: Model,
  field: Field,
  at: number,
  weights: readonly number[],
  a: Prepared,
  b: Prepared,
): Evidence[] {
  const level = kinds[field.kind].levels[at]
  if (level === undefined) return []
  const rarity = level.weighed === true ? rarityOfPair(model, field, a, b) : 0
  const sentence = sentenceOf(field, level, shownOf(field, a), shownOf(field, b))
  return [{ field: field.code, level: level.code, weight: (weights[at] ?? 0) + rarity, sentence }]
}

/** The rarity of the commoner of two values: what many have is no evidence, however rare a spelling it met. */
const rarityOfPair = (model: Model, field: Field, a: Prepared, b: Prepared): number =>
  Math.min(...[a, b].map(one => rarityOf(model, field, comparedOf(field, one) ?? '')))
