import { due, type Example, told } from './examples.ts'

/** Surrey’s partnership of schools (§12.8), by hand before the rules were written. */
export const partnershipExamples: readonly Example[] = [
  told(
    'SD12',
    'Somebody asks for a child’s record to be deleted.',
    'A removal from a roll is recorded, and the child stays.',
  ),
  told(
    'SP1',
    'A unit has 40 places and 28 are taken by permanently excluded children.',
    '12 are left for the partnership; with one exclusion more, 11.',
  ),
  told('SP2', 'The schools want places at a college.', 'They agree to buy them, and the agreement is on file.'),
  due('SP3', 'marlshire', '2026-01-12', '2026-02-13', 'the first half of the spring term'),
  due('SP3', 'marlshire', '2026-02-23', '2026-03-27', 'the second half'),
  due('SP3', 'six_terms', '2026-04-20', '2026-05-22', 'a half-term that is only a gap between two terms'),
  due('SP4', 'marlshire', '2027-02-28', '2028-02-28', 'a year on, the same date'),
  told('SP5', 'A child was permanently excluded.', 'The authority answers for the child; the head for the school.'),
  told('SP6', 'A place costs more than the authority pays.', 'The school pays the rest, and both shares are recorded.'),
  told(
    'SP7',
    'The partnership needs somebody to call its meetings.',
    'The authority’s coordinator does, with the heads of the board.',
  ),
  told('SP8', 'A decision is to be made about a place.', 'All heads are heard, and each assent is recorded.'),
  told('SP9', 'Primaries want to join.', 'How many there are in a quadrant is the difficulty.'),
  told(
    'SP10',
    'A school has no permanent exclusion and many moves.',
    'Moves, part time and removals stand beside the figure.',
  ),
  told('SP11', 'A child is referred to a provider.', 'The history of the child’s education goes with the referral.'),
  told(
    'SP12',
    'A child in year 6 is afraid of the new school.',
    'The work begins in the summer term and goes on into year 7.',
  ),
  told(
    'SP13',
    'Somebody asks why the partnership began there.',
    'Because of poverty almost four times that of the county.',
  ),
]
