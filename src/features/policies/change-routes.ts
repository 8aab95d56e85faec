import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm, type ValuesOf } from '../../ground/web/forms.ts'
import { cadenceText, type DatedPolicy, type Day, policies, settings, settingText } from '../../rulebook/index.ts'
import { orWhereItLed, personOnly } from '../people/index.ts'
import { askForPreview } from './actions.ts'
import { changeUrl, chooseUrl, policiesUrl, previewProgressUrl } from './addresses.ts'
import {
  isNeeded,
  meetingFields,
  overridesOf,
  type PolicyForm,
  policyForm,
  settingFields,
  valuesOf,
} from './policy-form.ts'
import { faultLines } from './policy-rows.ts'
import { decisionsOf } from './read-policies.ts'
import { type AskedSetting, changePage, choosePage } from './views.ts'

const rule = { may: 'settings.change' } as const

/** Choosing a pack, and setting one's own numbers over it. */
export function changeRoutes(page: Pages, { queue }: Parts): void {
  page.get(chooseUrl, { ...rule, audit: 'choice of a policy opened' }, async ({ tx, today, reply }) => {
    const current = (await decisionsOf(tx)).findLast(one => one.starts_on <= today)
    return reply.page(choosePage, {
      title: 'Change the policy',
      back: { href: policiesUrl, text: 'Policy' },
      packs: policies.map(pack => ({
        name: pack.title,
        href: changeUrl(pack.id),
        about: faultLines(pack).join(' '),
        in_force: (current?.pack.id ?? 'default') === pack.id,
      })),
    })
  })

  page.get('/policies/change/:pack', { ...rule, audit: 'form of a policy opened' }, async asked => {
    const { tx, params, today, reply } = asked
    const pack = packOf(params.pack)
    const current = (await decisionsOf(tx)).findLast(one => one.starts_on <= today && one.pack.id === pack.id)
    const stored = valuesOf(pack, current?.overrides ?? []) as Partial<ValuesOf<PolicyForm['fields']>>
    return reply.page(changePage, model(pack, drawForm(policyForm(pack, today), { stored })))
  })

  page.post('/policies/change/:pack', { ...rule, audit: 'preview of a policy asked for' }, async asked => {
    const { tx, identity, params, body, today, look, reply } = asked
    const actor = personOnly(identity)
    const pack = packOf(params.pack)
    const wanted = policyForm(pack, today)
    const posted = parseForm(wanted, body)
    const led = await usedBefore(tx, posted.once)
    if (led) return reply.redirect(led)
    if (!posted.ok) return reply.page(changePage, model(pack, drawForm(wanted, { failed: posted })))
    const { values } = posted
    const { starts_on, reason }: { starts_on: Day; reason: string } = values
    look.reason = reason
    return orWhereItLed(reply, async () => {
      const given = { pack: pack.id, overrides: overridesOf(pack, values), starts_on, reason }
      const href = previewProgressUrl(await askForPreview(tx, queue, actor, given))
      await useOnce(tx, actor, posted.once, href)
      return reply.redirect(href)
    })
  })
}

function packOf(id: string): DatedPolicy {
  const pack = policies.find(one => one.id === id)
  if (!pack) throw new Missing()
  return pack
}

/** A group of fields stands open where something is set or wrong in it, so that nothing typed is hidden. */
const isOpened = (form: DrawnForm, names: readonly string[]): boolean =>
  names.some(name => form.fields[name]?.typed !== '' || form.fields[name]?.error !== null)

function model(pack: DatedPolicy, form: DrawnForm) {
  const asked = (about: Omit<AskedSetting, 'opened'>, needed: boolean): AskedSetting => ({
    ...about,
    opened: needed || isOpened(form, about.fields),
  })
  return {
    title: `Change the policy: ${pack.title}`,
    back: { href: chooseUrl, text: 'Choose another pack' },
    form,
    settings: settings.map(setting => {
      const names = settingFields(setting)
      return asked(
        {
          label: setting.label,
          decides: setting.decides,
          pack: settingText(setting.key, pack[setting.key]),
          note: pack.sources[setting.key].note,
          fields: [names.value, ...(names.unit === null ? [] : [names.unit]), names.because],
        },
        isNeeded(pack, setting),
      )
    }),
    meetings: pack.meetings.map(meeting => {
      const names = meetingFields(meeting)
      const about = {
        label: meeting.name,
        decides: 'How often it is, and who chairs.',
        pack: `${cadenceText(meeting.cadence)}; chair: ${meeting.chair ?? 'This policy does not say'}`,
        note: meeting.note ?? '',
        fields: [names.cadence, names.chair, names.because],
      }
      return asked(about, false)
    }),
    cancel_href: policiesUrl,
  }
}
