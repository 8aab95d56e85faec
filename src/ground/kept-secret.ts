import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const [ivLength, tagLength] = [12, 16]

/** A secret of another system, encrypted for the database (AES-256-GCM): nonce, tag, text. `about` ties it to its row. */
export function encrypt(key: Buffer, about: string, secret: string): Buffer {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text])
}

/** The secret again. Throws when it was encrypted under another key or for another row. */
export function decrypt(key: Buffer, about: string, kept: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, kept.subarray(0, ivLength))
  decipher.setAAD(Buffer.from(about)).setAuthTag(kept.subarray(ivLength, ivLength + tagLength))
  return decipher.update(kept.subarray(ivLength + tagLength), undefined, 'utf8') + decipher.final('utf8')
}
