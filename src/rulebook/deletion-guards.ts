import type { RegisterMark } from './attendance.ts'
import { type Day, formatDay } from './days.ts'
import { type EnquiryGround, registerTests } from './deletion-register.ts'
import { type EnquirySide, type EnquiryStep, stepsOfSide } from './enquiry-steps.ts'
import type { Owner } from './rule.ts'
import type { SchoolWeeks } from './school-weeks.ts'

/** What the enquiries found. Source: Q7. */
export type EnquiryFinding =
  | 'found_attending_elsewhere'
  | 'found_returning'
  | 'found_not_returning_agreed'
  | 'not_found'

/** A step is settled when it was done, or when somebody who may has left it out with a reason. */
export type SettledStep = { readonly step: EnquiryStep; readonly settled_on: Day }

/**
 * What one party has recorded. `no_good_cause`: that it has no reasonable grounds to believe that the child cannot attend for sickness, of
 * the mind too, or an unavoidable cause. `before_a_step`: whether any step was recorded after it was signed, on the same day too.
 */
export type EnquiryParty = {
  readonly steps: readonly SettledStep[]
  readonly signed: {
    readonly finding: EnquiryFinding
    readonly on: Day
    readonly no_good_cause: boolean
    readonly before_a_step: boolean
  } | null
}

export type DeletionAsked = EnquiryGround & {
  readonly on: Day
  readonly marks: readonly RegisterMark[]
  readonly weeks: SchoolWeeks
  readonly school: EnquiryParty
  readonly council: EnquiryParty
  /** Whether somebody fears a danger that nobody named for it has answered yet. */
  readonly danger_open: boolean
}

export type DeletionGuardCode =
  | 'no_danger'
  | 'school_days'
  | 'codes'
  | 'school_enquiries'
  | 'council_enquiries'
  | 'school_signed'
  | 'council_signed'
  | 'same_finding'
  | 'no_good_cause'

/** One guard of a deletion on ground (h) or (i): met or not, why, and who must act until it is. */
export type DeletionGuard = {
  readonly guard: DeletionGuardCode
  readonly met: boolean
  readonly owed_by: Owner
  readonly because: string
}

type Tested = Omit<DeletionGuard, 'guard' | 'owed_by'>

/** A child who is found elsewhere or is coming back is not deleted on these grounds. Source: reg. 9(1)(i), Q7. */
const allowsDeletion: ReadonlySet<EnquiryFinding> = new Set(['not_found', 'found_not_returning_agreed'])

const enquired = (side: EnquirySide, { school, council, on }: DeletionAsked): Tested => {
  const { steps } = { school, council }[side]
  const open = stepsOfSide(side).filter(step => !steps.some(one => one.step === step && one.settled_on <= on))
  return open.length === 0
    ? { met: true, because: `Every step of the ${side} is settled.` }
    : {
        met: false,
        because: `The ${side} has still to settle ${open.length} of its ${stepsOfSide(side).length} steps.`,
      }
}

/** A signature under enquiries that went on after it says nothing of what they found. */
const signed = (side: EnquirySide, { school, council, on }: DeletionAsked): Tested => {
  const signature = { school, council }[side].signed
  if (signature === null || signature.on > on) return { met: false, because: `The ${side} has not signed.` }
  if (signature.before_a_step)
    return {
      met: false,
      because: `After the ${side} signed on ${formatDay(signature.on)} another step was recorded: it must sign again.`,
    }
  const later = [...school.steps, ...council.steps].find(one => one.settled_on > signature.on && one.settled_on <= on)
  return later === undefined
    ? { met: true, because: `The ${side} signed on ${formatDay(signature.on)}.` }
    : {
        met: false,
        because: `The ${side} signed on ${formatDay(signature.on)}, before ${later.step} was settled on ${formatDay(later.settled_on)}: it must sign again.`,
      }
}

const sameFinding = ({ school, council }: DeletionAsked): Tested => {
  const [one, other] = [school.signed?.finding, council.signed?.finding]
  if (one === undefined || other === undefined) return { met: false, because: 'There are not yet two findings.' }
  if (one !== other) return { met: false, because: 'School and council signed different findings.' }
  return allowsDeletion.has(one)
    ? { met: true, because: 'School and council signed the same finding, and it allows the deletion.' }
    : {
        met: false,
        because:
          'What both signed, that the child attends elsewhere or is coming back, is no reason to delete on this ground.',
      }
}

const noGoodCause = ({ school, council }: DeletionAsked): Tested =>
  school.signed?.no_good_cause === true && council.signed?.no_good_cause === true
    ? { met: true, because: 'Neither has reasonable grounds to believe in sickness or an unavoidable cause.' }
    : {
        met: false,
        because: 'Both must say that they have no reasonable grounds to believe in sickness or an unavoidable cause.',
      }

/** Our own guard: nobody stops looking for a child for whom somebody fears. */
const noDanger = ({ danger_open }: DeletionAsked): Tested =>
  danger_open
    ? { met: false, because: 'A danger is feared, and the named safeguarding lead has not unlocked the enquiries.' }
    : { met: true, because: 'No fear of a danger waits for an answer.' }

/**
 * Every guard of a deletion on ground (h) or (i), each by itself, in the order in which they are shown. That council and school both answer for
 * sickness, and that a signature must follow the last step, is our reading of "joint". Total. Source: SI 2024/208 reg. 9(1)(h) and (i); §3.3, Q7.guard.
 */
export const deletionGuards = (asked: DeletionAsked): DeletionGuard[] => {
  const register = registerTests(asked, asked.marks, asked.weeks, asked.on)
  return [
    { guard: 'no_danger', owed_by: 'everyone', ...noDanger(asked) },
    { guard: 'school_days', owed_by: 'school', ...register.days },
    { guard: 'codes', owed_by: 'school', ...register.codes },
    { guard: 'school_enquiries', owed_by: 'school', ...enquired('school', asked) },
    { guard: 'council_enquiries', owed_by: 'council', ...enquired('council', asked) },
    { guard: 'school_signed', owed_by: 'school', ...signed('school', asked) },
    { guard: 'council_signed', owed_by: 'council', ...signed('council', asked) },
    { guard: 'same_finding', owed_by: 'everyone', ...sameFinding(asked) },
    { guard: 'no_good_cause', owed_by: 'everyone', ...noGoodCause(asked) },
  ]
}

/** Whether the deletion may be recorded: only when every guard is met. */
export const mayDelete = (guards: readonly DeletionGuard[]): boolean =>
  guards.length > 0 && guards.every(({ met }) => met)
