/** The relations that an officer can record. `both`: it holds both ways, so that it is written on both children's records. */
export const relations = [
  { value: 'parent', text: 'Parent' },
  { value: 'step_parent', text: 'Step-parent' },
  { value: 'carer', text: 'Carer' },
  { value: 'foster_carer', text: 'Foster carer' },
  { value: 'special_guardian', text: 'Special guardian' },
  { value: 'grandparent', text: 'Grandparent' },
  { value: 'sibling', text: 'Brother or sister' },
  { value: 'half_sibling', text: 'Half-brother or half-sister' },
  { value: 'other_relative', text: 'Other relative' },
  { value: 'household_member', text: 'Member of the household' },
] as const
export type Relation = (typeof relations)[number]['value']

/** What holds both ways: who is your sister has you for a sister. */
export const bothWays: readonly Relation[] = ['sibling', 'half_sibling', 'household_member']
export const siblingKinds: readonly Relation[] = ['sibling', 'half_sibling']
/** Tells that a child is or was looked after, and is of that class of field. */
export const tellsOfCare: readonly Relation[] = ['foster_carer', 'special_guardian']

export const responsibilities = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
  { value: 'not_known', text: 'Not known' },
] as const

export const livings = [
  { value: 'home', text: 'At the child’s home' },
  { value: 'second_home', text: 'At the child’s second home' },
  { value: 'both', text: 'At both homes' },
  { value: 'elsewhere', text: 'Somewhere else' },
  { value: 'not_known', text: 'Not known' },
] as const

export const professions = [
  { value: 'social_worker', text: 'Social worker' },
  { value: 'reviewing_officer', text: 'Independent reviewing officer' },
  { value: 'virtual_school_teacher', text: 'Virtual School teacher' },
  { value: 'family_worker', text: 'Family worker' },
  { value: 'education_welfare_officer', text: 'Education welfare officer' },
  { value: 'senco', text: 'SENCO' },
  { value: 'educational_psychologist', text: 'Educational psychologist' },
  { value: 'youth_justice_worker', text: 'Youth justice worker' },
  { value: 'school_nurse', text: 'School nurse' },
  { value: 'health_visitor', text: 'Health visitor' },
  { value: 'doctor', text: 'GP or other doctor' },
  { value: 'advocate', text: 'Advocate' },
  { value: 'other', text: 'Other professional' },
] as const

/** What a safe-contact sheet can say, the gravest first. `short` stands in the banner of the child. */
export const contactRules = [
  { value: 'must_not_be_told', text: 'Somebody must not be told', short: 'someone must not be told' },
  { value: 'court_order', text: 'Court order', short: 'court order' },
  { value: 'other_warning', text: 'Warning', short: 'a warning' },
  { value: 'no_post', text: 'Do not write by post', short: 'no post' },
  { value: 'no_phone', text: 'Do not phone', short: 'no phone' },
  { value: 'no_voicemail', text: 'Do not leave a voicemail', short: 'no voicemail' },
  { value: 'no_email', text: 'Do not email', short: 'no email' },
  { value: 'meet_only_at', text: 'Meet only at a certain place', short: 'meet only at a certain place' },
  { value: 'interpreter', text: 'Interpreter needed', short: 'interpreter' },
  { value: 'reading', text: 'Help with reading', short: 'help with reading' },
] as const
export type ContactRule = (typeof contactRules)[number]['value']

/** Languages by their ISO 639 codes; `bsl` is British Sign Language. What is not here is `other`, and named in words. */
export const languages = [
  { value: 'bsl', text: 'British Sign Language' },
  { value: 'sq', text: 'Albanian' },
  { value: 'am', text: 'Amharic' },
  { value: 'ar', text: 'Arabic' },
  { value: 'bn', text: 'Bengali' },
  { value: 'bg', text: 'Bulgarian' },
  { value: 'yue', text: 'Chinese (Cantonese)' },
  { value: 'cmn', text: 'Chinese (Mandarin)' },
  { value: 'cs', text: 'Czech' },
  { value: 'prs', text: 'Dari' },
  { value: 'fr', text: 'French' },
  { value: 'gu', text: 'Gujarati' },
  { value: 'hu', text: 'Hungarian' },
  { value: 'ku', text: 'Kurdish' },
  { value: 'lv', text: 'Latvian' },
  { value: 'lt', text: 'Lithuanian' },
  { value: 'ps', text: 'Pashto' },
  { value: 'fa', text: 'Persian (Farsi)' },
  { value: 'pl', text: 'Polish' },
  { value: 'pt', text: 'Portuguese' },
  { value: 'pa', text: 'Punjabi' },
  { value: 'ro', text: 'Romanian' },
  { value: 'ru', text: 'Russian' },
  { value: 'sk', text: 'Slovak' },
  { value: 'so', text: 'Somali' },
  { value: 'es', text: 'Spanish' },
  { value: 'ta', text: 'Tamil' },
  { value: 'ti', text: 'Tigrinya' },
  { value: 'tr', text: 'Turkish' },
  { value: 'uk', text: 'Ukrainian' },
  { value: 'ur', text: 'Urdu' },
  { value: 'vi', text: 'Vietnamese' },
  { value: 'cy', text: 'Welsh' },
  { value: 'other', text: 'Another language' },
] as const

export const readingHelp = [
  { value: 'cannot_read', text: 'Cannot read letters: phone or visit instead' },
  { value: 'large_print', text: 'Large print' },
  { value: 'easy_read', text: 'Easy read' },
  { value: 'braille', text: 'Braille' },
  { value: 'read_aloud', text: 'Somebody has to read it to them' },
] as const

/** The text of a code, or the code itself where the table does not hold it. */
export const textOf = (table: readonly { value: string; text: string }[], value: string | null): string =>
  table.find(row => row.value === value)?.text ?? value ?? ''
