import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { personOnly } from '../people/index.ts'
import { meetingUrl } from './addresses.ts'
import { addByHand, buildAgenda, moveItem } from './agenda.ts'
import { panelForm } from './form-pages.ts'
import { agendaForm, byHandForm } from './forms.ts'
import { meetingFrame, openMeeting } from './meeting-frame.ts'
import { itemById, meetingById } from './queries.ts'
import { agendaBuilt, caseAdded } from './views.ts'

/** What stands before a meeting: drawn up, added to by hand, moved up and down. */
export function agendaPages(page: Pages): void {
  const running = { may: 'panels.run', find: openMeeting } as const
  panelForm(page, {
    ...{
      ...running,
      path: '/panels/meetings/:id/agenda',
      audit: 'agenda drawn up',
      button: 'Draw it up',
      done: agendaBuilt,
    },
    frame: (_tx, found) =>
      meetingFrame(
        found,
        'Draw up the agenda',
        'Children who meet the entry test of the body, and those who come back to it, are added. Nothing that stands on it is taken off.',
      ),
    form: agendaForm,
    stored: (_tx, { at }) => ({ order: at.item_order }),
    act: async (tx, person, { at, series }, { order }) => {
      await buildAgenda(tx, person, series, at, order)
      return meetingUrl(at.id)
    },
  })
  panelForm(page, {
    ...{
      ...running,
      path: '/panels/meetings/:id/add',
      audit: 'case put before a meeting by hand',
      button: 'Add it',
      done: caseAdded,
    },
    frame: (_tx, found) =>
      meetingFrame(
        found,
        'Add a case by hand',
        'You can add an open case that you may see. Members see it as far as they may see the case.',
      ),
    form: byHandForm,
    act: async (tx, person, { at }, values) => {
      await addByHand(tx, person, at, values)
      return meetingUrl(at.id)
    },
  })
  const moving = (up: boolean) =>
    page.post(
      up ? '/panels/items/:id/up' : '/panels/items/:id/down',
      { may: 'panels.run', audit: 'child moved on an agenda' },
      async ({ tx, identity, params, look, reply }) => {
        const item = await itemById(tx, params.id)
        const at = item && (await meetingById(tx, item.meeting_id))
        if (!at || at.cancelled_because !== null) throw new Missing()
        look.saw([item.person_id], ['panel'])
        await moveItem(tx, personOnly(identity), at, item, up ? -1 : 1)
        return reply.redirect(meetingUrl(at.id))
      },
    )
  moving(true)
  moving(false)
}
