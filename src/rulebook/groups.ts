import type { ProvisionKind, StateCode } from './facts.ts'
import type { HappeningKind } from './happenings.ts'
import { teams } from './routing.ts'
import type { Sourced } from './sources.ts'

/** By what Onroll knows that a child is in a group; `states` narrows it to children in one of them today. */
export type GroupTest = { readonly states?: readonly StateCode[] } & (
  | { readonly by: 'needs'; readonly kinds: readonly string[]; readonly at?: 'special' | 'outside' }
  | { readonly by: 'states'; readonly states: readonly StateCode[]; readonly on_roll: boolean | null }
  | { readonly by: 'suspense'; readonly accounts: readonly string[] }
  | { readonly by: 'provision'; readonly kinds: readonly ProvisionKind[] }
  | {
      readonly by: 'happened'
      readonly began: HappeningKind
      readonly ended: readonly HappeningKind[]
      readonly ehc_plan: boolean | null
    }
  | { readonly by: 'flags'; readonly rules: readonly string[] }
  | { readonly by: 'sector'; readonly sector: 'further' }
)

/** A group of children for which somebody answers. `team`: by its code in the routing table; null where no source says whose it is. */
export type ChildGroup = Sourced & {
  readonly code: string
  readonly text: string
  readonly team: string | null
  readonly test: GroupTest
}

const needs = (kinds: readonly string[], states?: readonly StateCode[]): GroupTest => ({
  ...{ by: 'needs', kinds },
  ...(states ? { states } : {}),
})
const inState = (states: readonly StateCode[], on_roll: boolean | null = null): GroupTest => ({
  ...{ by: 'states', states, on_roll },
})
const happened = (
  began: HappeningKind,
  ended: readonly HappeningKind[],
  ehc_plan: boolean | null = null,
  states?: readonly StateCode[],
): GroupTest => ({ ...{ by: 'happened', began, ended, ehc_plan }, ...(states ? { states } : {}) })

const without: readonly StateCode[] = ['unexplained', 'awaiting_place', 'whereabouts_unknown']
/** Who was excluded and has joined a roll since is excluded no longer. */
const notOnRoll: readonly StateCode[] = [...without, 'alternative_provision', 'home_educated']
const withoutPlace: readonly StateCode[] = ['unexplained', 'awaiting_place']

/** How each group of the routing table is told, by its words there. */
const routed: Readonly<Record<string, readonly [code: string, test: GroupTest]>> = {
  'Children looked after by the authority, including those placed outside it': [
    'looked_after',
    needs(['looked_after']),
  ],
  'Previously looked-after children': ['previously_looked_after', needs(['previously_looked_after'])],
  'Asylum-seeking children in dispute over age assessments': ['age_disputed', needs(['age_disputed'])],
  'On a roll but not in full-time education': ['roll_not_full_time', inState(['reduced_hours'])],
  'Without a school place, accessing interim provision of the authority': [
    'interim_provision',
    { by: 'provision', kinds: ['interim'], states: ['alternative_provision'] },
  ],
  'Fair Access pupils': ['fair_access', happened('fair_access_eligible', ['place_allocated'])],
  'Educated other than at school': ['otherwise_than_at_school', inState(['alternative_provision'], false)],
  'On a roll, receiving provision funded by the authority to ensure continued access': [
    'provision_on_roll',
    inState(['alternative_provision'], true),
  ],
  'Children out of school': ['out_of_school', inState(withoutPlace)],
  'On managed moves': ['managed_moves', needs(['managed_move'])],
  'Known part-time provision': ['part_time', { by: 'provision', kinds: ['reduced_timetable'] }],
  'Home education deemed unsuitable and required to return to school': [
    'home_education_unsuitable',
    happened('home_education_unsuitable', ['order_revoked'], null, ['home_educated', ...without]),
  ],
  'Children looked after by other authorities, placed in the area': [
    'looked_after_by_other',
    needs(['looked_after_by_other']),
  ],
  'Permanently excluded without an EHC plan': [
    'excluded_without_plan',
    happened('permanently_excluded', ['reinstated', 'exclusion_cancelled'], false, notOnRoll),
  ],
  'At risk of permanent exclusion': ['exclusion_risk', needs(['exclusion_risk'])],
  'Whereabouts unknown but on a roll': ['unknown_on_roll', inState(['whereabouts_unknown'], true)],
  'Whereabouts known but not on a roll (moved into the authority)': [
    'known_not_on_roll',
    {
      by: 'suspense',
      accounts: [
        'came_back',
        'reached_school_age',
        'born_unknown',
        'health_list_only',
        'council_tax_only',
        'lists_of_homes',
        'home_outside',
      ],
    },
  ],
  'Young offenders subject to a court order': ['young_offenders', needs(['young_offender'])],
  'In custody': ['in_custody', needs(['in_custody'])],
  'On remand': ['on_remand', needs(['on_remand'])],
  'Gypsy, Roma and Traveller families not engaged with education': [
    'travellers_not_engaged',
    needs(['traveller'], without),
  ],
  'Young people in further education settings, dropping in and out': [
    'further_education',
    { by: 'sector', sector: 'further' },
  ],
  'New or returning Travellers without a place': ['travellers_without_place', needs(['traveller'], withoutPlace)],
  'Eastern European migrants without a place': ['migrants_without_place', needs(['migrant_family'], withoutPlace)],
  'On a roll, of statutory age, not attending regularly': [
    'not_attending',
    { by: 'flags', rules: ['A6', 'A6.severe'], states: ['on_roll', 'reduced_hours', 'independent'] },
  ],
  'Pregnant girls and young mothers': ['pregnant_or_parent', needs(['pregnant_or_parent'])],
  'Without a place, accessing health-related education': [
    'health_education',
    needs(['medical_needs', 'in_hospital'], ['alternative_provision', ...withoutPlace]),
  ],
  'SEND in special, specialist and alternative provision in the county': [
    'send_special',
    { by: 'needs', kinds: ['ehc_plan', 'sen_support'], at: 'special' },
  ],
  'SEND in provision outside the county': [
    'send_outside',
    { by: 'needs', kinds: ['ehc_plan', 'sen_support'], at: 'outside' },
  ],
  'SEND with an EHC plan': ['ehc_plan', needs(['ehc_plan'])],
  'Home educated with an EHC plan': ['ehc_plan_at_home', needs(['ehc_plan'], ['home_educated'])],
  'Young people with SEND in post-16 alternative provision': ['post_16_provision', needs(['post_16_provision'])],
  'Permanently excluded with an EHC plan': [
    'excluded_with_plan',
    happened('permanently_excluded', ['reinstated', 'exclusion_cancelled'], true, notOnRoll),
  ],
  'Vulnerable children of 2, 3 and 4 not accessing funded provision': ['early_years', needs(['early_years'])],
  'Children in need and on child protection plans': [
    'in_need_or_protection',
    needs(['child_in_need', 'protection_plan']),
  ],
  'In hospital for a long term': ['in_hospital', needs(['in_hospital'])],
  'At risk of sexual exploitation, trafficking, female genital mutilation or forced marriage': [
    'at_risk_of_harm',
    needs(['exploitation_risk', 'trafficking_risk', 'fgm_risk', 'forced_marriage_risk']),
  ],
  'In homes with domestic violence': ['domestic_abuse', needs(['domestic_abuse'])],
  'Young carers': ['young_carers', needs(['young_carer'])],
  'Self-harm and/or misuse of drugs or alcohol': ['self_harm', needs(['self_harm', 'substance_misuse'])],
  'Not transitioning between key stages': ['not_transitioning', { by: 'suspense', accounts: ['transfer_no_show'] }],
}

/** Groups that §5 of the strategy names and no team of its Appendix D has: the authority says whose they are. */
const unowned = (code: string, text: string, test: GroupTest): ChildGroup => ({
  ...{ code, text, team: null, test },
  source: 'S4 §5 [53], SD9; in no row of Appendix D',
  mark: 'unsettled',
})

/** Every group of vulnerable children that the strategy names, with who answers for it and by what a child is known to be in it. */
export const childGroups: readonly ChildGroup[] = [
  ...teams.flatMap(team =>
    team.groups.flatMap(({ text, mark }): ChildGroup[] => {
      const found = routed[text]
      return found ? [{ code: found[0], text, team: team.code, test: found[1], source: team.source, mark }] : []
    }),
  ),
  unowned('service_children', 'Children of Service personnel', needs(['service_child'])),
  unowned('runaways', 'Missing children and runaways', needs(['runs_away'])),
  unowned('migrant_families', 'Children of migrant families', needs(['migrant_family', 'asylum_seeking'])),
  unowned('ceased_to_attend', 'Children who cease to attend a school', { by: 'suspense', accounts: ['left_roll'] }),
  unowned('suspended', 'Suspended from school', happened('suspended', [])),
  unowned('travelling_for_work', 'Families that travel for their work', needs(['mobile_family'])),
]

export const groupByCode = (code: string): ChildGroup | undefined => childGroups.find(group => group.code === code)
