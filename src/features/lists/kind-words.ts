/** Kinds of fact, as they are told of what stayed. */
export const kindWords: Record<string, string> = {
  ...{ name_fact: 'name', birth_fact: 'birth', identifier_fact: 'numbers', address_fact: 'address' },
  ...{ contact_fact: 'contacts', enrolment_fact: 'school', provision_fact: 'provision', attendance_fact: 'attendance' },
  ...{ circumstance_fact: 'circumstances', work: 'everything: somebody works with the child' },
}
