/** How a field is compared; what is not named here is compared as `exact`, `fuzzy` or `identifier` by its own name. */
export type FieldKind =
  | 'forename'
  | 'surname'
  | 'middle_name'
  | 'born'
  | 'sex'
  | 'place'
  | 'postcode'
  | 'town'
  | 'identifier'
  | 'phone'
  | 'email'
  | 'exact'
  | 'fuzzy'

export interface Level {
  code: string
  /** In plain words; `{a}` and `{b}` stand for what the two records say. */
  sentence: string
  /** Whether agreement on something common counts for less than on something rare. */
  weighed?: boolean
}

/** Shares with which two records of one person (`m`) and of any two people (`u`) are at each level, before anything is learnt. */
interface KindLevels {
  levels: readonly Level[]
  m: readonly number[]
  u: readonly number[]
}

const level = (code: string, sentence: string, weighed = false): Level => ({ code, sentence, weighed })

/**
 * The levels of each kind of field, the closest first; a field that one side does not have is at none. The shares are
 * where learning starts from; they are rounded from general knowledge of such lists and were fitted to none.
 */
export const kinds: Readonly<Record<FieldKind, KindLevels>> = {
  forename: {
    levels: [
      level('exact', 'same forename', true),
      level('alike', 'forename {a}/{b} spelt differently', true),
      level('short', 'forename {a}/{b}, one short for the other', true),
      level('slip', 'forename {a}/{b} one slip apart', true),
      level('middle', 'forename {a}/{b}, one the other’s middle name'),
      level('swapped', 'forename and surname swapped ({a}/{b})'),
      level('part', 'forename {a}/{b} has a part in common'),
      level('initial', 'forename {a}/{b} has the same initial'),
      level('near', 'forename {a}/{b} similar, maybe another name'),
      level('differs', 'forename differs: {a}/{b}'),
    ],
    m: [0.88, 0.03, 0.02, 0.025, 0.008, 0.004, 0.003, 0.003, 0.005, 0.022],
    u: [0.006, 0.002, 0.002, 0.0006, 0.002, 0.00002, 0.001, 0.002, 0.004, 0.98],
  },
  surname: {
    levels: [
      level('exact', 'same surname', true),
      level('alike', 'surname {a}/{b} spelt differently', true),
      level('slip', 'surname {a}/{b} one slip apart', true),
      level('other', 'surname {a}/{b} has a part in common, or is a former name'),
      level('swapped', 'names in the other order'),
      level('near', 'surname {a}/{b} similar'),
      level('differs', 'surname differs: {a}/{b}'),
    ],
    m: [0.87, 0.03, 0.025, 0.015, 0.004, 0.006, 0.05],
    u: [0.002, 0.0008, 0.0006, 0.0015, 0.00002, 0.003, 0.99],
  },
  middle_name: {
    levels: [
      level('exact', 'same middle name'),
      level('alike', 'middle name {a}/{b} sounds the same or is an initial'),
      level('differs', 'middle name differs: {a}/{b}'),
    ],
    m: [0.9, 0.05, 0.05],
    u: [0.008, 0.03, 0.962],
  },
  born: {
    levels: [
      level('exact', 'same date of birth', true),
      level('swapped', 'day and month of birth swapped ({a}/{b})'),
      level('digit', 'date of birth one digit apart ({a}/{b})'),
      level('placeholder', 'date of birth {a}/{b}, one of them a first of the month or of January'),
      level('part', 'date of birth {a}/{b}, two parts the same'),
      level('year', 'born in the same year, on another day ({a}/{b})'),
      level('differs', 'date of birth differs: {a}/{b}'),
    ],
    m: [0.972, 0.004, 0.01, 0.003, 0.004, 0.003, 0.004],
    u: [0.00017, 0.0001, 0.0012, 0.002, 0.006, 0.05, 0.9405],
  },
  sex: {
    levels: [level('same', 'same sex'), level('differs', 'sex differs: {a}/{b}')],
    m: [0.996, 0.004],
    u: [0.5, 0.5],
  },
  place: {
    levels: [
      level('address', 'same address'),
      level('neighbour', 'same postcode {a}, another address'),
      level('slip', 'postcode {a}/{b} one slip apart'),
      level('sector', 'postcode {a}/{b} nearby'),
      level('outward', 'postcode {a}/{b} in the same district'),
      level('street', 'same address, another postcode ({a}/{b})'),
      level('differs', 'lives elsewhere: {a}/{b}'),
    ],
    m: [0.82, 0.04, 0.02, 0.005, 0.02, 0.005, 0.09],
    u: [0.00001, 0.00005, 0.0006, 0.003, 0.05, 0.00005, 0.94629],
  },
  postcode: {
    levels: [
      level('same', 'same postcode'),
      level('slip', 'postcode {a}/{b} one slip apart'),
      level('sector', 'postcode {a}/{b} nearby'),
      level('outward', 'postcode {a}/{b} in the same district'),
      level('differs', 'postcode differs: {a}/{b}'),
    ],
    m: [0.86, 0.015, 0.005, 0.02, 0.1],
    u: [0.00006, 0.0006, 0.003, 0.05, 0.94634],
  },
  town: {
    levels: [
      level('same', 'same town', true),
      level('near', 'town {a}/{b} similar'),
      level('part', 'town {a}/{b} a little alike'),
      level('differs', 'town differs: {a}/{b}'),
    ],
    m: [0.85, 0.07, 0.02, 0.06],
    u: [0.08, 0.005, 0.015, 0.9],
  },
  identifier: {
    levels: [
      level('same', 'same {field}'),
      level('former', 'the {field} of one is a former one of the other'),
      level('slip', '{field} {a}/{b} one slip apart'),
      level('differs', '{field} differs: {a}/{b}'),
    ],
    m: [0.965, 0.006, 0.014, 0.015],
    u: [0.000002, 0.000001, 0.00002, 0.999977],
  },
  phone: {
    levels: [level('same', 'same phone number'), level('differs', 'phone number differs')],
    m: [0.75, 0.25],
    u: [0.00005, 0.99995],
  },
  email: {
    levels: [
      level('same', 'same e-mail address'),
      level('near', 'e-mail address {a}/{b} similar'),
      level('differs', 'e-mail address differs: {a}/{b}'),
    ],
    m: [0.75, 0.1, 0.15],
    u: [0.00005, 0.0005, 0.99945],
  },
  exact: {
    levels: [level('same', 'same {field}', true), level('differs', '{field} differs: {a}/{b}')],
    m: [0.92, 0.08],
    u: [0.1, 0.9],
  },
  fuzzy: {
    levels: [
      level('same', 'same {field}', true),
      level('near', '{field} {a}/{b} similar'),
      level('part', '{field} {a}/{b} a little alike'),
      level('differs', '{field} differs: {a}/{b}'),
    ],
    m: [0.85, 0.06, 0.03, 0.06],
    u: [0.03, 0.005, 0.03, 0.935],
  },
}

export interface Field {
  /** What the column is called in rows and models, such as `forename` or `identifier:soc_sec_id`. */
  code: string
  kind: FieldKind
  /** What sentences call it. */
  label: string
}

/** The fields that are known by name. Others are named in a column map, as exact or fuzzy ones or as identifiers. */
export const knownFields: readonly Field[] = [
  { code: 'forename', kind: 'forename', label: 'forename' },
  { code: 'surname', kind: 'surname', label: 'surname' },
  { code: 'middle_name', kind: 'middle_name', label: 'middle name' },
  { code: 'born', kind: 'born', label: 'date of birth' },
  { code: 'sex', kind: 'sex', label: 'sex' },
  { code: 'place', kind: 'place', label: 'address' },
  { code: 'postcode', kind: 'postcode', label: 'postcode' },
  { code: 'town', kind: 'town', label: 'town' },
  { code: 'upn', kind: 'identifier', label: 'UPN' },
  { code: 'nhs_number', kind: 'identifier', label: 'NHS number' },
  { code: 'uln', kind: 'identifier', label: 'ULN' },
  { code: 'phone', kind: 'phone', label: 'phone number' },
  { code: 'email', kind: 'email', label: 'e-mail address' },
]

/** The field of a code; `exact:NAME`, `fuzzy:NAME` and `identifier:NAME` are a list's own. Throws RangeError for another code. */
export function fieldOf(code: string): Field {
  const known = knownFields.find(field => field.code === code)
  if (known !== undefined) return known
  const [, kind, name = ''] = /^(exact|fuzzy|identifier):(.+)$/.exec(code) ?? []
  if (kind !== 'exact' && kind !== 'fuzzy' && kind !== 'identifier') throw new RangeError(`There is no field ${code}`)
  return { code, kind, label: name.replaceAll('_', ' ') }
}

/** Where a level stands among those of its kind. Throws RangeError for a code that the kind does not have. */
export function levelAt(kind: FieldKind, code: string): number {
  const at = kinds[kind].levels.findIndex(one => one.code === code)
  if (at < 0) throw new RangeError(`${kind} has no level ${code}`)
  return at
}

const valueKinds: readonly FieldKind[] = ['town', 'identifier', 'phone', 'email', 'exact', 'fuzzy']

/** Whether fields of a kind are compared by their value alone, which a record has tidied. */
export const byValue = (kind: FieldKind): boolean => valueKinds.includes(kind)
