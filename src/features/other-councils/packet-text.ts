import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { z } from 'zod'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const council = z.object({ code: z.string().regex(/^\d{3}$/), name: z.string().min(1).max(200) })
const line = z.string().max(200)

/** What an enquiry says of a child: what identifies the child, and nothing of why the child is sought. */
const enquiry = z.strictObject({
  onroll: z.literal(1),
  kind: z.literal('enquiry'),
  id: z.uuid(),
  from: council,
  to: council,
  made_on: day,
  due_on: day,
  child: z.strictObject({
    forename: line,
    surname: line,
    known_as: line.nullable(),
    born_on: day.nullable(),
    sex: z.enum(['F', 'M', 'U']),
    upn: line.nullable(),
    last_address: line.nullable(),
  }),
  asks: line,
})

/** What the other council knows. `from_on`: the day from which it is so. */
const reply = z.strictObject({
  onroll: z.literal(1),
  kind: z.literal('reply'),
  id: z.uuid(),
  answers: z.uuid(),
  from: council,
  to: council,
  made_on: day,
  answer: z.enum(['accepted', 'on_roll_here', 'lives_here', 'not_known']),
  from_on: day.nullable(),
  school: line.nullable(),
  contact: line,
  note: z.string().max(2000),
})

export type EnquiryBody = z.infer<typeof enquiry>
export type ReplyBody = z.infer<typeof reply>
export type PacketBody = EnquiryBody | ReplyBody

const envelope = z.object({ packet: z.base64().max(40_000), signature: z.base64().max(200), key: z.string().max(200) })
const keyFile = z.object({
  onroll_key: z.literal(1),
  code: council.shape.code,
  name: council.shape.name,
  public_key: z.base64().max(200),
})

export interface KeyPair {
  public_key: Buffer
  /** PKCS 8, DER. Kept encrypted. */
  secret: Buffer
}

/** A new pair of keys (Ed25519). */
export function makeKeys(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    public_key: publicKey.export({ type: 'spki', format: 'der' }),
    secret: privateKey.export({ type: 'pkcs8', format: 'der' }),
  }
}

/** What two people read to each other over the telephone: eight groups of four characters of the key's SHA-256. */
export const fingerprintOf = (public_key: Buffer): string =>
  (createHash('sha256').update(public_key).digest('hex').slice(0, 32).toUpperCase().match(/.{4}/g) ?? []).join(' ')

const publicKeyOf = (der: Buffer): KeyObject | null => {
  try {
    const key = createPublicKey({ key: der, type: 'spki', format: 'der' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}

/** The file in which a council gives its key away. */
export const keyFileText = ({ code, name, public_key }: { code: string; name: string; public_key: Buffer }): string =>
  `${JSON.stringify({ onroll_key: 1, code, name, public_key: public_key.toString('base64') }, null, 2)}\n`

/** Reads such a file, or says in a sentence what is wrong with it. */
export function readKeyFile(text: string): { code: string; name: string; public_key: Buffer } | { problem: string } {
  const read = keyFile.safeParse(parsed(text))
  if (!read.success) return { problem: 'This is no key file of a council: paste the whole of the file that it sent' }
  const public_key = Buffer.from(read.data.public_key, 'base64')
  if (publicKeyOf(public_key) === null) return { problem: 'The key in this file is damaged: ask for the file again' }
  return { code: read.data.code, name: read.data.name, public_key }
}

/** Signs a packet: the text that travels. */
export function seal(body: PacketBody, { public_key, secret }: KeyPair): string {
  const bytes = Buffer.from(JSON.stringify(body))
  const key = createPrivateKey({ key: secret, type: 'pkcs8', format: 'der' })
  return `${JSON.stringify(
    {
      packet: bytes.toString('base64'),
      signature: sign(null, bytes, key).toString('base64'),
      key: fingerprintOf(public_key),
    },
    null,
    2,
  )}\n`
}

/**
 * Opens a packet that came: what it says, once the signature is that of the key by which its sender is known.
 * @param keyOf the public key of a council by its number and the fingerprint that the packet names; null where none is known.
 */
export function open(
  text: string,
  keyOf: (code: string, fingerprint: string) => Buffer | null,
): { body: PacketBody } | { problem: string } {
  const read = envelope.safeParse(parsed(text))
  if (!read.success) return { problem: 'This is no packet of a council: choose the file that it sent, as it was sent' }
  const bytes = Buffer.from(read.data.packet, 'base64')
  const body = z.union([enquiry, reply]).safeParse(parsed(bytes.toString('utf8')))
  if (!body.success)
    return { problem: 'What this packet says cannot be read: ask the council to make it again with its newest Onroll' }
  const { from } = body.data
  const der = keyOf(from.code, read.data.key)
  const key = der === null ? null : publicKeyOf(der)
  if (key === null)
    return {
      problem: `It says that it comes from ${from.name} (${from.code}), signed with a key that nobody here has checked: add that council’s key first`,
    }
  return verify(null, bytes, key, Buffer.from(read.data.signature, 'base64'))
    ? { body: body.data }
    : {
        problem: `It was altered on its way, or does not come from ${from.name}: do not act on it, and ring that council`,
      }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
