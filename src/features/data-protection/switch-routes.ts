import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, SwitchKind } from '../../ground/feature.ts'
import { dayField } from '../../ground/web/day-field.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { textField } from '../../ground/web/fields.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { addYears, type Day, formatDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { switchesUrl, switchUrl } from './addresses.ts'
import {
  firstDayOff,
  type SwitchPeriod,
  standing,
  switchKinds,
  switchOff,
  switchOn,
  switchPeriods,
} from './switches.ts'
import { switchChanged, switchesPage, switchPage } from './views.ts'

const onForm = (today: Day) =>
  form({
    from: dayField({
      label: 'From which day?',
      about: 'the first day',
      notBefore: today,
      notAfter: addYears(today, 1),
    }),
    reason: textField({
      label: 'Who decided it, and why?',
      about: 'who decided it and why',
      hint: 'For example: the decision and its number. It stays readable beside the switch.',
      rows: 3,
      most: 500,
    }),
  })
const offForm = (first: Day) =>
  form({
    from: dayField({
      label: 'Off from which day?',
      about: 'the first day without it',
      notBefore: first,
      notAfter: addYears(first, 1),
    }),
  })

const stateWords = (period: SwitchPeriod | undefined, today: Day): string => {
  if (!period) return 'Off'
  if (period.starts_on > today) return `Off until ${formatDay(period.starts_on)}`
  return period.ends_on === null ? `On since ${formatDay(period.starts_on)}` : `On until ${formatDay(period.ends_on)}`
}

/** What the authority has switched on, from when to when, by whom and why. */
export function switchRoutes(page: Pages): void {
  page.get(switchesUrl, { may: 'settings.change', audit: 'switches viewed' }, async ({ tx, reply, today }) => {
    const periods = await switchPeriods(tx)
    return reply.page(switchesPage, {
      title: 'Switches',
      switches: switchKinds.map(kind => ({
        ...kind,
        href: switchUrl(kind.key),
        state: stateWords(standing(periods, kind.key, today), today),
        on: isOn(standing(periods, kind.key, today), today),
        history: periods
          .filter(one => one.key === kind.key)
          .map(one => ({
            days: `${formatDay(one.starts_on)} to ${one.ends_on ? formatDay(one.ends_on) : 'now'}`,
            by: one.decided_by,
            reason: one.reason,
          })),
      })),
    })
  })

  page.get('/settings/switches/:key', { may: 'settings.change', audit: 'switch opened' }, async asked => {
    const { tx, params, reply, today } = asked
    const kind = kindOf(params.key)
    const on = standing(await switchPeriods(tx), kind.key, today)
    const drawn = on
      ? drawForm(offForm(firstDayOff(on, today)), { seen: on.starts_on })
      : drawForm(onForm(today), { seen: 'off' })
    return reply.page(switchPage, model(kind, on, today, drawn))
  })

  page.post('/settings/switches/:key', { may: 'settings.change', audit: 'switch changed' }, async asked => {
    const { tx, identity, params, body, reply, today, look } = asked
    const actor = personOnly(identity)
    const kind = kindOf(params.key)
    const on = standing(await switchPeriods(tx), kind.key, today)
    const keys = parseForm(form({}), body)
    const led = await usedBefore(tx, keys.once)
    if (led) return reply.redirect(led)
    if (keys.seen !== null && keys.seen !== (on?.starts_on ?? 'off'))
      throw new Conflict('Somebody changed this switch after you opened the page.', [], {
        href: switchUrl(kind.key),
        text: 'The switch as it is now',
      })
    if (on) {
      const wanted = offForm(firstDayOff(on, today))
      const posted = parseForm(wanted, body)
      if (!posted.ok) return reply.page(switchPage, model(kind, on, today, drawForm(wanted, { failed: posted })))
      await switchOff(tx, on, posted.values.from)
      look.purpose = `switch ${kind.key} off`
    } else {
      const wanted = onForm(today)
      const posted = parseForm(wanted, body)
      if (!posted.ok) return reply.page(switchPage, model(kind, on, today, drawForm(wanted, { failed: posted })))
      await switchOn(tx, actor, kind.key, posted.values.from, posted.values.reason)
      look.purpose = `switch ${kind.key} on`
      look.reason = posted.values.reason
    }
    await useOnce(tx, actor, keys.once, switchesUrl)
    reply.flash(switchChanged)
    return reply.redirect(switchesUrl)
  })
}

const isOn = (period: SwitchPeriod | undefined, today: Day): boolean =>
  period !== undefined && period.starts_on <= today

function kindOf(key: string): SwitchKind {
  const kind = switchKinds.find(one => one.key === key)
  if (!kind) throw new Missing()
  return kind
}

const model = (kind: SwitchKind, on: SwitchPeriod | undefined, today: Day, drawn: ReturnType<typeof drawForm>) => ({
  title: `${on ? 'Switch off' : 'Switch on'}: ${kind.label}`,
  back: { href: switchesUrl, text: 'Switches' },
  what: kind.what,
  state: stateWords(on, today),
  button: on ? 'Switch it off' : 'Switch it on',
  form: drawn,
})
