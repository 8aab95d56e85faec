import { Readable } from 'node:stream'
import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import type { Look } from '../../ground/look.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { asDay, type Day, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { bannerOf, CaseRefused, caseFormPages, caseUrl } from '../cases/index.ts'
import { personOnly } from '../people/index.ts'
import { answerEnquiry, askCouncil, PacketRefused, readPacket, replyText } from './actions.ts'
import { answerPacketUrl, councilsUrl, packetFileUrl, packetsUrl, packetUrl, readPacketUrl } from './addresses.ts'
import { answerText } from './codes.ts'
import { refusedForm } from './councils-pages.ts'
import { answerForm, askForm, readForm } from './forms.ts'
import { enquiries, otherCouncils, type Packet, packetById } from './queries.ts'
import {
  councilAsked,
  type PacketLine,
  packetAnswered,
  packetPage,
  packetRead,
  packetsPage,
  plainFormPage,
} from './views.ts'

/** Bytes. A packet is a few thousand. */
const largest = 60_000

/** Asking other councils after a child, opening what they send, and answering. */
export function packetsPages(page: Pages, { settings }: Parts): void {
  page.get(
    packetsUrl,
    { may: 'packets.read', audit: 'packets listed' },
    async ({ tx, identity, look, today, reply }) => {
      const [asked, ours] = [await enquiries(tx, 'in'), await enquiries(tx, 'out')]
      look.saw(
        ours.flatMap(({ person_id }) => person_id ?? []),
        ['known_as', 'enquiries'],
      )
      return reply.page(packetsPage, {
        ...{ title: 'Between councils', recorded: true, read_href: readPacketUrl },
        councils_href: may(identity, 'packets.keys') ? councilsUrl : null,
        asked: asked.map(packet => lineOf(packet, today)),
        ours: ours.map(packet => lineOf(packet, today)),
      })
    },
  )

  const reading = (form: ReturnType<typeof drawForm>) => ({
    ...{
      title: 'Open a packet that came',
      back: { href: packetsUrl, text: 'Between councils' },
      form,
      button: 'Open it',
    },
    says: [
      'It is opened only if its signature is right and it is for this council. A reply goes into the case that asked.',
    ],
    cancel_href: packetsUrl,
  })
  page.get(readPacketUrl, { may: 'packets.read', audit: 'packet opened: form' }, async ({ reply }) =>
    reply.page(plainFormPage, reading(drawForm(readForm(null)))),
  )
  page.post(
    readPacketUrl,
    { may: 'packets.read', audit: 'packet opened' },
    async ({ tx, identity, body, file, reply }) => {
      const actor = personOnly(identity)
      const again = (problem: string) => {
        const form = readForm(problem)
        const failed = parseForm(form, body)
        return reply.page(plainFormPage, reading(drawForm(form, failed.ok ? {} : { failed })))
      }
      const posted = parseForm(readForm(null), body)
      const led = await usedBefore(tx, posted.once)
      if (led !== null) return reply.redirect(led)
      if (file === null) return again('Choose the packet')
      const text = await textOf(file.stream)
      if (text === null) return again('This file is too large to be a packet: choose the file that the council sent')
      try {
        const href = await readPacket(tx, actor, text)
        await useOnce(tx, actor, posted.once, href)
        reply.flash(packetRead)
        return reply.redirect(href)
      } catch (problem) {
        if (!(problem instanceof PacketRefused)) throw problem
        return again(problem.message)
      }
    },
  )

  page.get(
    '/packets/:id',
    { may: 'packets.read', audit: 'packet viewed' },
    async ({ tx, identity, params, look, reply, today }) => {
      const packet = await packetOrMissing(tx, params.id, look)
      const waits = packet.kind === 'enquiry' && packet.answered_by === null
      return reply.page(packetPage, {
        ...{ title: titleOf(packet), recorded: true, rows: rowsOf(packet) },
        back:
          packet.case_id === null
            ? { href: packetsUrl, text: 'Between councils' }
            : { href: caseUrl(packet.case_id), text: 'Back to the case' },
        banner: packet.person_id === null ? null : await bannerOf(tx, personOnly(identity), packet.person_id, today),
        says:
          packet.direction === 'out'
            ? 'Download the packet and send it to that council, in any way: whoever alters it on its way is found out.'
            : `It came from ${packet.other}: its signature was right. Opened ${formatDay(packet.recorded_on)} by ${packet.recorded_by}.`,
        file_href: packet.direction === 'out' ? packetFileUrl(packet.id) : null,
        answer_href: waits && packet.direction === 'in' ? answerPacketUrl(packet.id) : null,
        find: packet.direction === 'in' ? toFind(packet) : null,
        answered:
          packet.answered_by === null
            ? null
            : { text: `Answered: ${answerText(packet.answered_as)}`, href: packetUrl(packet.answered_by) },
      })
    },
  )

  page.get(
    '/packets/:id/file',
    { may: 'packets.read', audit: 'packet downloaded' },
    async ({ tx, params, look, reply }) => {
      const packet = await packetOrMissing(tx, params.id, look)
      if (packet.direction !== 'out') throw new Missing()
      const name = `${packet.kind}-${packet.body.to.code}-${packet.travels_as.slice(0, 8)}.json`
      return reply.file(name, 'application/json', Readable.from([Buffer.from(packet.text)]))
    },
  )

  const answering = (packet: Packet, form: ReturnType<typeof drawForm>) => ({
    ...{
      title: `Answer ${packet.other}`,
      back: { href: packetUrl(packet.id), text: 'The enquiry' },
      form,
      button: 'Make the reply',
    },
    says: [
      'Look for the child here first. Where anybody might be in danger if it were known that the child is here, ring that council instead.',
    ],
    cancel_href: packetUrl(packet.id),
  })
  page.get(
    '/packets/:id/answer',
    { may: 'packets.read', audit: 'packet answered: form' },
    async ({ tx, params, look, today, reply }) => {
      const packet = await toAnswer(tx, params.id, look)
      return reply.page(plainFormPage, answering(packet, drawForm(answerForm(today))))
    },
  )
  page.post(
    '/packets/:id/answer',
    { may: 'packets.read', audit: 'packet answered' },
    async ({ tx, identity, params, body, look, today, reply }) => {
      const actor = personOnly(identity)
      const form = answerForm(today)
      const posted = parseForm(form, body)
      const led = await usedBefore(tx, posted.once)
      if (led !== null) return reply.redirect(led)
      const packet = await packetOrMissing(tx, params.id, look)
      if (packet.kind !== 'enquiry' || packet.direction !== 'in') throw new Missing()
      if (!posted.ok) return reply.page(plainFormPage, answering(packet, drawForm(form, { failed: posted })))
      try {
        const href = await answerEnquiry(tx, actor, packet, posted.values, settings.encryptionKey)
        await useOnce(tx, actor, posted.once, href)
        reply.flash(packetAnswered)
        return reply.redirect(href)
      } catch (problem) {
        const refused = problem instanceof CaseRefused ? new PacketRefused('answer', problem.message) : problem
        return reply.page(plainFormPage, answering(packet, refusedForm(form, body, refused)))
      }
    },
  )

  caseFormPages(page, {
    path: '/cases/:id/ask-council',
    ...{ may: 'packets.read', audit: 'another council asked', when: 'open', done: councilAsked },
    ...{ title: 'Ask another council', button: 'Make the packet' },
    purpose:
      'A signed packet with the child’s names, date of birth, sex and UPN. It does not say why the child is sought. A reply is due within 10 working days.',
    form: async tx =>
      askForm(
        (await otherCouncils(tx))
          .filter(({ ended_on }) => ended_on === null)
          .map(({ id, name, code }) => ({ value: id, text: `${name} (${code})` })),
      ),
    next: result => String(result),
    act: (tx, person, found, values, keys) => askCouncil(tx, person, found, values, keys, settings.encryptionKey),
  })
}

async function packetOrMissing(tx: Read, id: string, look: Look): Promise<Packet> {
  const found = await packetById(tx, id)
  if (!found) throw new Missing()
  if (found.person_id !== null) look.saw([found.person_id], ['known_as', 'enquiries'])
  return found
}

async function toAnswer(tx: Read, id: string, look: Look): Promise<Packet> {
  const packet = await packetOrMissing(tx, id, look)
  if (packet.kind !== 'enquiry' || packet.direction !== 'in' || packet.answered_by !== null) throw new Missing()
  return packet
}

const nameIn = ({ body }: Packet): string =>
  body.kind === 'enquiry' ? `${body.child.forename} ${body.child.surname}`.trim() : 'A child'

const lineOf = (packet: Packet, today: Day): PacketLine => ({
  ...{ name: nameIn(packet), href: packetUrl(packet.id), council: packet.other },
  made: formatShortDay(packet.made_on),
  due: packet.due_on === null ? '' : formatShortDay(packet.due_on),
  overdue: packet.answered_by === null && packet.due_on !== null && packet.due_on < today,
  answer: packet.answered_by === null ? 'None yet' : answerText(packet.answered_as),
})

const titleOf = ({ kind, direction, other }: Packet): string => {
  if (kind === 'reply') return direction === 'in' ? `${other} answers` : `Our answer to ${other}`
  return direction === 'in' ? `${other} asks` : `Asked of ${other}`
}

function rowsOf(packet: Packet): { term: string; text: string }[] {
  const { body } = packet
  if (body.kind === 'reply') return [{ term: 'Answer', text: replyText(body.from.name, body) }]
  const { child } = body
  const rows = [
    ['Name', nameIn(packet)],
    ['Known as', child.known_as],
    ['Date of birth', child.born_on === null ? null : formatDay(asDay(child.born_on))],
    ['UPN', child.upn],
    ['Last address', child.last_address],
    ['Asked', body.asks],
    ['Reply due', formatDay(asDay(body.due_on))],
  ] as const
  return rows.flatMap(([term, text]) => (text === null || text === '' ? [] : [{ term, text }]))
}

const toFind = ({ body }: Packet): string | null =>
  body.kind === 'enquiry'
    ? [body.child.forename, body.child.surname, body.child.born_on].filter(Boolean).join(' ')
    : null

/** The text of an upload; null where it is larger than any packet. */
async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size <= largest) chunks.push(chunk)
  }
  return size > largest ? null : Buffer.concat(chunks).toString('utf8')
}
