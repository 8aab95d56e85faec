/** What being on a list makes of a child: how each kind of presence is said, and what Onroll does with it. */
export const presences = [
  {
    value: 'enrolment',
    base: 'own_enrolment',
    text: 'The child is on the roll of a school or college',
    does: 'An enrolment begins, and ends on the day of the first list that no longer holds the child.',
  },
  {
    value: 'provision',
    base: 'own_provision',
    text: 'The child is in alternative provision',
    does: 'A provision begins, and ends on the day of the first list that no longer holds the child.',
  },
  {
    value: 'home_education',
    base: 'own_home_education',
    text: 'The child is educated at home',
    does: 'Home education begins, and ends on the day of the first list that no longer holds the child.',
  },
  {
    value: 'awaiting_place',
    base: 'own_awaiting_place',
    text: 'The child waits for a school place',
    does: 'A wait begins, and ends on the day of the first list that no longer holds the child.',
  },
  {
    value: 'residence',
    base: 'own_residence',
    text: 'The child lives in the area',
    does: 'The child is looked for in education. A list that falls silent ends nothing.',
  },
  {
    value: 'none',
    base: 'own_none',
    text: 'It says who the child is, and no more',
    does: 'Names, numbers and days are kept beside those of other sources. A list that falls silent ends nothing.',
  },
] as const

export type Presence = (typeof presences)[number]['value']

export const presenceOf = (code: string) => presences.find(({ value }) => value === code)

/** Of protected lists, beside the ordinary ones. */
export const protectedBase = 'own_protected'

export const readers = {
  lists: 'Everybody who may read lists',
  protected:
    'Whoever brings the list in, and those who see protected fields; its children are sealed when it is committed',
} as const
