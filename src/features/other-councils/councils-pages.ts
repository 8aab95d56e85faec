import { Readable } from 'node:stream'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts, Writing } from '../../ground/feature.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { tickField } from '../../ground/web/fields.ts'
import { type Fields, type Form, form, parseForm } from '../../ground/web/forms.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { addCouncil, endCouncil, makeOwnKey, PacketRefused } from './actions.ts'
import { addCouncilUrl, councilsUrl, endCouncilUrl, keyFileUrl } from './addresses.ts'
import { addForm, endCouncilForm } from './forms.ts'
import { keyFileText } from './packet-text.ts'
import { otherCouncils, ownKey } from './queries.ts'
import { councilAdded, councilEnded, councilsPage, keyMade, plainFormPage } from './views.ts'

const newKeyUrl = '/other-councils/key'
const keyForm = () =>
  form({
    sure: tickField({
      label: 'A new key',
      text: 'Make a new key: every council must be sent it and told its fingerprint',
      must: 'Tick this to make a new key',
    }),
  })

const back = { href: councilsUrl, text: 'Other councils' }
const drawn = (title: string, says: readonly string[], button: string, asked: DrawnForm) => ({
  ...{ title, says, button, form: asked, back, cancel_href: councilsUrl },
})

/** The form again, with what an action refused beside its field. @throws the problem where it is no refusal. */
export function refusedForm<F extends Fields>(asked: Form<F>, body: unknown, problem: unknown): DrawnForm {
  if (!(problem instanceof PacketRefused)) throw problem
  const check = () => [{ field: problem.field, message: problem.message }]
  const failed = parseForm({ ...asked, check }, body)
  if (failed.ok) throw problem
  return drawForm(asked, { failed })
}

/** Our own key and those of other councils. */
export function councilsPages(page: Pages, { settings }: Parts): void {
  page.get(councilsUrl, { may: 'packets.keys', audit: 'keys of councils viewed' }, async ({ tx, reply }) => {
    const own = await ownKey(tx)
    return reply.page(councilsPage, {
      title: 'Other councils',
      own:
        own === null
          ? null
          : {
              fingerprint: own.fingerprint,
              made: `Made ${formatShortDay(own.made_on)} by ${own.made_by}.`,
              file_href: keyFileUrl,
            },
      key_href: newKeyUrl,
      add_href: addCouncilUrl,
      rows: (await otherCouncils(tx)).map(row => ({
        ...{ name: row.name, code: row.code, fingerprint: row.fingerprint },
        checked: `${formatShortDay(row.checked_on)} by ${row.checked_by}: ${row.checked_how}`,
        ended: row.ended_on === null ? 'Yes' : `Until ${formatShortDay(row.ended_on)}: ${row.ended_because ?? ''}`,
        end_href: row.ended_on === null ? endCouncilUrl(row.id) : null,
      })),
    })
  })

  page.get(keyFileUrl, { may: 'packets.keys', audit: 'own key file downloaded' }, async ({ tx, identity, reply }) => {
    const own = await ownKey(tx)
    if (!own) throw new Missing()
    const { code, name } = await tx
      .selectFrom('authority')
      .where('id', '=', personOnly(identity).authority_id)
      .select(['code', 'name'])
      .executeTakeFirstOrThrow()
    const text = keyFileText({ code, name, public_key: own.public_key })
    return reply.file(`onroll-key-${code}.json`, 'application/json', Readable.from([Buffer.from(text)]))
  })

  const says = [
    'What was signed with the key before stays right. Packets that are signed from now on are opened only by councils that were given the new key.',
  ]
  page.get(newKeyUrl, { may: 'packets.keys', audit: 'own key made: form' }, async ({ reply }) =>
    reply.page(plainFormPage, drawn('Make a new key', says, 'Make it', drawForm(keyForm()))),
  )
  page.post(newKeyUrl, { may: 'packets.keys', audit: 'own key made' }, async asked => {
    const posted = parseForm(keyForm(), asked.body)
    if (!posted.ok)
      return asked.reply.page(
        plainFormPage,
        drawn('Make a new key', says, 'Make it', drawForm(keyForm(), { failed: posted })),
      )
    return done(asked, posted.once, keyMade, actor => makeOwnKey(asked.tx, actor, settings.encryptionKey))
  })

  const adding = (asked: DrawnForm) =>
    drawn(
      'Add a council’s key',
      ['Ring that council before you add its key, and compare the fingerprint with what they read to you.'],
      'Add it',
      asked,
    )
  page.get(addCouncilUrl, { may: 'packets.keys', audit: 'key of a council added: form' }, async ({ reply }) =>
    reply.page(plainFormPage, adding(drawForm(addForm()))),
  )
  page.post(addCouncilUrl, { may: 'packets.keys', audit: 'key of a council added' }, async asked => {
    const posted = parseForm(addForm(), asked.body)
    if (!posted.ok) return asked.reply.page(plainFormPage, adding(drawForm(addForm(), { failed: posted })))
    try {
      return await done(asked, posted.once, councilAdded, actor => addCouncil(asked.tx, actor, posted.values))
    } catch (problem) {
      return asked.reply.page(plainFormPage, adding(refusedForm(addForm(), asked.body, problem)))
    }
  })

  page.get(
    '/other-councils/:id/end',
    { may: 'packets.keys', audit: 'key of a council ended: form' },
    async ({ tx, params, reply }) => {
      const { name } = await held(tx, params.id)
      return reply.page(plainFormPage, drawn(`End the key of ${name}`, ending, 'End it', drawForm(endCouncilForm())))
    },
  )
  page.post('/other-councils/:id/end', { may: 'packets.keys', audit: 'key of a council ended' }, async asked => {
    const { name, id } = await held(asked.tx, asked.params.id)
    const posted = parseForm(endCouncilForm(), asked.body)
    if (!posted.ok)
      return asked.reply.page(
        plainFormPage,
        drawn(`End the key of ${name}`, ending, 'End it', drawForm(endCouncilForm(), { failed: posted })),
      )
    return done(asked, posted.once, councilEnded, async actor => {
      if (!(await endCouncil(asked.tx, actor, id, posted.values.because))) throw new Missing()
    })
  })
}

const ending = ['Nothing that is signed with it is opened from now on. What was read stays.']

async function held(tx: Writing['tx'] | Parameters<typeof otherCouncils>[0], id: string) {
  const found = (await otherCouncils(tx)).find(one => one.id === id && one.ended_on === null)
  if (!found) throw new Missing()
  return found
}

/** Does it once, and leads back to the list. */
async function done(
  { tx, identity, reply }: Pick<Writing, 'tx' | 'identity' | 'reply'>,
  once: string,
  says: typeof keyMade,
  work: (actor: ReturnType<typeof personOnly>) => Promise<void>,
) {
  const actor = personOnly(identity)
  const led = await usedBefore(tx, once)
  if (led !== null) return reply.redirect(led)
  await work(actor)
  await useOnce(tx, actor, once, councilsUrl)
  reply.flash(says)
  return reply.redirect(councilsUrl)
}
