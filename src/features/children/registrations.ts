/** A school's registration of a child on a day. */
export interface Registration {
  school: string
  /** C single, M main, S subsidiary, G guest: rulebook 11.5. */
  status: string
}

const names = (of: readonly Registration[]): string => of.map(one => one.school).join(' and ')

/**
 * What cannot be right in how schools register one child on one day, with who can mend it. A child is registered once, or
 * at a main and a subsidiary school; a guest has a school of its own besides. Source: rulebook 11.5, the enrolment statuses
 * of the Common Basic Data Set.
 */
export function registrationProblems(registrations: readonly Registration[]): string[] {
  const of = (status: string) => registrations.filter(one => one.status === status)
  const [single, main, subsidiary, guest] = [of('C'), of('M'), of('S'), of('G')]
  const problems: string[] = []
  const mend = 'Their offices can mend it: ask which school is the main one, then bring in their next rolls.'
  if (single.length > 1) problems.push(`${names(single)} each have this child as registered nowhere else. ${mend}`)
  if (single.length > 0 && main.length + subsidiary.length > 0)
    problems.push(
      `${names(single)} ${single.length === 1 ? 'has' : 'have'} this child as registered nowhere else, while ${names([...main, ...subsidiary])} ${main.length + subsidiary.length === 1 ? 'tells' : 'tell'} of a dual registration. ${mend}`,
    )
  if (main.length > 1) problems.push(`${names(main)} each say that theirs is the main registration. ${mend}`)
  if (subsidiary.length > 0 && main.length + single.length === 0)
    problems.push(
      `${names(subsidiary)} ${subsidiary.length === 1 ? 'has' : 'have'} this child as a subsidiary registration, and no school as the main one. Ask that school’s office which school is the main one: its roll may be missing, or of another council.`,
    )
  if (guest.length > 0 && guest.length === registrations.length)
    problems.push(
      `This child is a guest at ${names(guest)} and on no other roll. Ask that school’s office which school the child is registered at.`,
    )
  return problems
}
