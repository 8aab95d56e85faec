import { createHash } from 'node:crypto'
import { Client, type SFTPWrapper } from 'ssh2'
import { type Place, PlaceRefused } from './place.ts'

export interface SftpServer {
  host: string
  port: number
  login: string
  password: string
  folder: string
  /** SHA-256 of the server's key as `ssh-keygen -l` shows it. */
  host_key: string
}

/** Milliseconds until a server that does not answer is given up. */
const patience = 20_000

/** As `ssh-keygen -l` shows a key. */
export const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`

/** A folder on an SFTP server. No password is sent to a server with another key than the one that is pinned. Throws PlaceRefused. */
export async function sftpPlace(server: SftpServer): Promise<Place> {
  const client = new Client()
  let shown: string | null = null
  const sftp = await new Promise<SFTPWrapper>((done, fail) => {
    const refuse = (sentence: string) => fail(new PlaceRefused(sentence))
    client
      .on('ready', () => client.sftp((problem, opened) => (problem ? refuse(saidBy(problem, server)) : done(opened))))
      .on('error', problem =>
        refuse(
          shown !== null && shown !== server.host_key
            ? `The server ${server.host} shows the key ${shown}, which is not the one that was written down. Ask its owner whether it was changed before you change it here.`
            : saidBy(problem, server),
        ),
      )
      .connect({
        ...{ host: server.host, port: server.port, username: server.login, password: server.password },
        ...{ readyTimeout: patience, keepaliveInterval: patience },
        hostVerifier: (key: Buffer) => {
          shown = fingerprint(key)
          return shown === server.host_key
        },
      })
  }).catch((problem: unknown) => {
    client.end()
    throw problem
  })
  // What goes wrong later is met by whoever reads.
  client.on('error', () => undefined)
  const folder = server.folder.replace(/\/+$/, '') || '.'
  return {
    files: () =>
      new Promise((done, fail) => {
        sftp.readdir(folder, (problem, entries) => {
          if (problem)
            return fail(
              new PlaceRefused(`The folder “${server.folder}” cannot be read on ${server.host} (${problem.message}).`),
            )
          const files = entries.filter(({ attrs }) => attrs.isFile())
          done(
            files.map(({ filename, attrs }) => ({
              ...{ name: filename, size: attrs.size, changed_at: new Date(attrs.mtime * 1000) },
              stream: () => sftp.createReadStream(`${folder}/${filename}`),
            })),
          )
        })
      }),
    close: async () => {
      client.end()
    },
  }
}

function saidBy(problem: Error & { level?: string }, { host, port }: SftpServer): string {
  if (problem.level === 'client-authentication')
    return `The server ${host} did not accept the name and password. Check both, and put the password in again.`
  return `The server ${host} did not answer on port ${port} (${problem.message}). Check its address, or ask its owner.`
}
