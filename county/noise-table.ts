/** The columns of the table: what kind of source makes the fault. A neighbour's roll and an independent school's return are school rolls. */
export const NOISE_COLUMNS = [
  'school_rolls',
  'admissions',
  'health',
  'social_care',
  'home_education',
  'council_tax',
] as const

export type NoiseColumn = (typeof NOISE_COLUMNS)[number]

export type Fault =
  | 'upn_missing'
  | 'upn_wrong'
  | 'nhs_number_missing'
  | 'forename_misspelt'
  | 'forename_other'
  | 'names_swapped'
  | 'surname_misspelt'
  | 'surname_other'
  | 'transliteration'
  | 'born_digit'
  | 'born_day_month'
  | 'born_placeholder'
  | 'born_missing'
  | 'postcode_missing'
  | 'postcode_old'
  | 'sex_wrong'
  | 'sex_missing'
  | 'twice'
  | 'left'

type Rates = Record<NoiseColumn, number>

const rates = (...list: [number, number, number, number, number, number]): Rates => ({
  school_rolls: list[0],
  admissions: list[1],
  health: list[2],
  social_care: list[3],
  home_education: list[4],
  council_tax: list[5],
})

/**
 * Percentages of a source's rows, fixed so that figures of accuracy mean something; changing one needs a decision record and
 * both figures. `transliteration` is of the names that have another spelling, `born_day_month` of the dates where it is
 * possible. 100 means that the source does not hold the field.
 */
export const NOISE: Record<Fault, Rates> = {
  upn_missing: rates(1.5, 20, 100, 45, 35, 100),
  upn_wrong: rates(0.8, 1, 0, 1.5, 1, 0),
  nhs_number_missing: rates(100, 100, 2, 30, 100, 100),
  forename_misspelt: rates(1, 2, 2.5, 3, 2, 4),
  forename_other: rates(3, 2, 3, 5, 5, 6),
  names_swapped: rates(0.2, 0.4, 0.6, 0.8, 0.3, 0.8),
  surname_misspelt: rates(1, 2, 2.5, 3, 2, 4),
  surname_other: rates(2, 2, 4, 5, 3, 6),
  transliteration: rates(6, 8, 15, 18, 8, 18),
  born_digit: rates(0.3, 0.6, 0.6, 1.5, 0.6, 2),
  born_day_month: rates(0.2, 0.4, 0.4, 1, 0.4, 1),
  born_placeholder: rates(0.05, 0.1, 0.1, 1, 0.2, 0),
  born_missing: rates(0, 0, 0, 0, 0, 25),
  postcode_missing: rates(0.5, 0.5, 1, 5, 2, 0),
  postcode_old: rates(4, 1, 8, 6, 4, 3),
  sex_wrong: rates(0.05, 0.1, 0.1, 0.25, 0.15, 0),
  sex_missing: rates(0.05, 0.1, 0.1, 0.25, 0.15, 60),
  twice: rates(0.2, 1, 0.6, 1.5, 0.3, 1),
  left: rates(0.6, 0, 3, 4, 2, 4),
}

/** The noise is half as much again for names with several spellings; the others have less, so that the table holds for a whole list. */
export const SEVERAL_SPELLINGS_FACTOR = 1.5
