import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { listUrl } from '../lists/index.ts'
import { formatInstant } from '../people/index.ts'
import { endKeyUrl, pickUpUrl } from './addresses.ts'
import type { PickedFile, PickUp, UploadKey } from './queries.ts'

interface Tag {
  text: string
  tag: string
}

export const arrivalsPage = view<
  PageModel & {
    pick_ups: readonly { source: string; href: string; where: string; when: string; standing: Tag; last: string }[]
    keys: readonly {
      name: string
      source: string
      made: string
      used: string
      standing: Tag
      end_action: string | null
      end_form: DrawnForm
    }[]
    links: { key: string; pick_up: string }
  }
>('features/arrivals/views/arrivals.njk')
export const arrivalFormPage = view<PageModel & { intro: string; button: string; cancel_href: string }>(
  'features/arrivals/views/arrival-form.njk',
)
export const keyMadePage = view<PageModel & { key: string; address: string; source: string }>(
  'features/arrivals/views/key-made.njk',
)
export const pickUpPage = view<
  PageModel & {
    facts: readonly { term: string; text: string }[]
    standing: Tag
    change_href: string
    presses: readonly { action: string; text: string }[]
    files: readonly { name: string; when: string; outcome: Tag; sentence: string; href: string | null }[]
  }
>('features/arrivals/views/pick-up.njk')

export const keyEnded = flash('upload_key_ended', () => 'The key is ended: what is sent with it is refused.')
export const pickUpMade = flash('pick_up_made', () => 'The pick-up is set up. Press “Pick up now” to try it.')
export const pickUpChanged = flash('pick_up_changed', () => 'The pick-up is changed.')
export const pickUpSteered = flash('pick_up_steered', () => 'Done. How the pick-up stands is shown below.')
export const pickUpAsked = flash(
  'pick_up_asked',
  () => 'The pick-up is asked for. Open this page again in a moment.',
  'notice',
)

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export const whenText = ({ every, hour, weekday }: PickUp): string => {
  const at = `at ${String(hour).padStart(2, '0')}:00`
  if (every === 'hour') return 'Every hour'
  return every === 'day' ? `Every day ${at}` : `Every ${weekdays[weekday - 1]} ${at}`
}

const whereText = ({ place, folder, host }: PickUp): string =>
  place === 'folder' ? `The folder ${folder}` : `${folder} on ${host}`

export const standingOf = ({ paused_at, ended_at, last_outcome }: PickUp): Tag => {
  if (ended_at !== null) return { text: 'Ended', tag: 'grey' }
  if (paused_at !== null) return { text: 'Paused', tag: 'grey' }
  if (last_outcome === 'failed') return { text: 'Failed', tag: 'red' }
  return last_outcome === null ? { text: 'Not tried yet', tag: 'amber' } : { text: 'Working', tag: 'green' }
}

const lastText = ({ last_at, last_sentence }: PickUp): string =>
  last_at === null ? 'Never yet' : `${formatInstant(last_at)}: ${last_sentence ?? ''}`

export const pickUpLine = (kept: PickUp) => ({
  source: kept.source_name,
  href: pickUpUrl(kept.id),
  where: whereText(kept),
  when: whenText(kept),
  standing: standingOf(kept),
  last: lastText(kept),
})

export const keyLine = (key: UploadKey, end_form: DrawnForm) => ({
  name: key.name,
  source: key.source_name,
  made: `${formatInstant(key.made_at)}, by ${key.made_by ?? 'nobody'}`,
  used: key.last_used_at === null ? 'Never yet' : formatInstant(key.last_used_at),
  standing: key.ended_at === null ? { text: 'In force', tag: 'green' } : { text: 'Ended', tag: 'grey' },
  end_action: key.ended_at === null ? endKeyUrl(key.id) : null,
  end_form,
})

const trueOns: Record<PickUp['true_on'], string> = {
  file_day: 'The day on which its file was last changed',
  name_day: 'The day in its file’s name',
  pick_up_day: 'The day on which it is picked up',
}

export const pickUpFacts = (kept: PickUp) => [
  { term: 'Source', text: kept.source_name },
  { term: 'Where the files wait', text: whereText(kept) },
  { term: 'Names of the files', text: kept.pattern },
  ...(kept.place === 'sftp'
    ? [
        { term: 'Signed in as', text: `${kept.login}, with a password that is kept encrypted` },
        { term: 'Key of the server', text: kept.host_key ?? '' },
      ]
    : []),
  { term: 'True on', text: trueOns[kept.true_on] },
  { term: 'When', text: whenText(kept) },
  {
    term: 'Next',
    text: kept.paused_at === null && kept.ended_at === null ? formatInstant(kept.next_at) : 'Not while it is paused',
  },
  { term: 'Last', text: lastText(kept) },
]

const outcomes: Record<PickedFile['outcome'], Tag> = {
  brought_in: { text: 'Brought in', tag: 'green' },
  again: { text: 'Came before', tag: 'grey' },
  refused: { text: 'Refused', tag: 'red' },
}

export const fileLine = (file: PickedFile) => ({
  name: file.name,
  when: formatInstant(file.picked_at),
  outcome: outcomes[file.outcome],
  sentence: file.sentence,
  href: file.import_id === null ? null : listUrl(file.import_id),
})
