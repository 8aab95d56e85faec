import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { lockChild } from '../children/index.ts'
import { itemUrl, meetingUrl } from './addresses.ts'
import { decisionKinds, howMade, wordsOf } from './codes.ts'
import { ratifyDecision, withdrawDecision } from './decide.ts'
import { panelForm } from './form-pages.ts'
import { ratifyForm, withdrawForm } from './forms.ts'
import { type FoundItem, findItem, itemFrame } from './item-frame.ts'
import { type Decision, decisionsOfCase, unratified } from './queries.ts'
import { refuseOthers } from './record-item.ts'
import { decisionRatified, decisionWithdrawn } from './views.ts'

type Deciding = FoundItem & { decisions: Decision[] }

const choice = (one: Decision) => ({
  value: one.id,
  text: `${formatShortDay(one.decided_on)}: ${wordsOf(decisionKinds, one.kind)}. ${one.text}`,
  ...(one.made_because === null ? {} : { hint: `${wordsOf(howMade, one.how_made)}: ${one.made_because}` }),
})

/** What becomes of a decision of the body about one child afterwards: ratified by a meeting, or withdrawn. */
export function decisionPages(page: Pages): void {
  const of = (wanted: (one: Decision) => boolean) => ({
    may: 'panels.run' as const,
    find: async (...[tx, params, look]: Parameters<typeof findItem>): Promise<Deciding> => {
      const found = await findItem(tx, params, look)
      const decisions = (await decisionsOfCase(tx, found.found.id)).filter(
        one => one.series_id === found.series.id && wanted(one),
      )
      if (decisions.length === 0) throw new Missing()
      return { ...found, decisions }
    },
  })
  panelForm(page, {
    ...of(one => one.withdrawn_on === null),
    ...{
      path: '/panels/items/:id/withdraw',
      audit: 'decision withdrawn',
      button: 'Withdraw it',
      done: decisionWithdrawn,
    },
    frame: (_tx, found) =>
      itemFrame(
        found,
        'Withdraw a decision',
        'Its words stay in the minute and in the case, with the reason. Money that it committed no longer counts.',
      ),
    form: (_tx, _person, { decisions }) => withdrawForm(decisions.map(choice)),
    act: async (tx, person, found, values) => {
      await lockChild(tx, found.found.person_id, null)
      await refuseOthers(tx, found.item, { because: values.because })
      await withdrawDecision(tx, person, found, found.found, values)
      return itemUrl(found.item.id)
    },
  })
  panelForm(page, {
    ...of(unratified),
    ...{ path: '/panels/items/:id/ratify', audit: 'decision ratified', button: 'Ratify it', done: decisionRatified },
    frame: (_tx, found) =>
      itemFrame(
        found,
        'Ratify what was decided without a meeting',
        'Where the meeting does not agree, withdraw the decision instead.',
      ),
    form: (_tx, _person, { decisions }) => ratifyForm(decisions.map(choice)),
    act: async (tx, person, found, { decision_id }) => {
      await lockChild(tx, found.found.person_id, null)
      await ratifyDecision(tx, person, found, found.found, decision_id)
      return meetingUrl(found.at.id)
    },
  })
}
