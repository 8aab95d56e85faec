import { generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import ssh2 from 'ssh2'
import { fingerprint } from '../../src/features/arrivals/sftp-place.ts'

export interface SftpServer {
  port: number
  /** As `ssh-keygen -l` shows it. */
  host_key: string
  /** Every password that anybody sent. */
  passwords: string[]
  put(path: string, text: string): void
  close(): Promise<void>
}

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp

/** An SFTP server of a council, with files in memory: the protocol as it is, nothing behind it. */
export async function startSftp({ login, password }: { login: string; password: string }): Promise<SftpServer> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const parsed = ssh2.utils.parseKey(privateKey)
  if (parsed instanceof Error || Array.isArray(parsed)) throw new Error('The key of the server was not made.')
  const files = new Map<string, Buffer>()
  const passwords: string[] = []
  const attrs = (size: number, mode: number) => ({
    mode,
    uid: 0,
    gid: 0,
    size,
    atime: 1_780_000_000,
    mtime: 1_780_000_000,
  })
  const server = new ssh2.Server({ hostKeys: [privateKey] }, client => {
    client.on('error', () => undefined)
    client.on('authentication', context => {
      if (context.method !== 'password') return context.reject(['password'])
      passwords.push(context.password)
      return context.username === login && context.password === password ? context.accept() : context.reject()
    })
    client.on('session', accept => {
      accept().on('sftp', begin => {
        const sftp = begin()
        const handles = new Map<number, { path: string; listed: boolean }>()
        let next = 0
        const handleOf = (path: string): Buffer => {
          const handle = Buffer.alloc(4)
          handle.writeUInt32BE(next)
          handles.set(next++, { path, listed: false })
          return handle
        }
        const held = (handle: Buffer) => handles.get(handle.readUInt32BE(0))
        sftp.on('OPENDIR', (id, path) => sftp.handle(id, handleOf(path)))
        sftp.on('READDIR', (id, handle) => {
          const folder = held(handle)
          if (!folder || folder.listed) return sftp.status(id, STATUS_CODE.EOF)
          folder.listed = true
          const names = [...files].filter(([path]) => path.startsWith(`${folder.path}/`))
          return sftp.name(
            id,
            names.map(([path, bytes]) => {
              const filename = path.slice(folder.path.length + 1)
              return { filename, longname: filename, attrs: attrs(bytes.length, 0o100644) }
            }),
          )
        })
        sftp.on('OPEN', (id, path, flags) => {
          if (!files.has(path) || !(flags & OPEN_MODE.READ)) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
          return sftp.handle(id, handleOf(path))
        })
        sftp.on('FSTAT', (id, handle) =>
          sftp.attrs(id, attrs(files.get(held(handle)?.path ?? '')?.length ?? 0, 0o100644)),
        )
        sftp.on('READ', (id, handle, offset, length) => {
          const bytes = files.get(held(handle)?.path ?? '') ?? Buffer.alloc(0)
          if (offset >= bytes.length) return sftp.status(id, STATUS_CODE.EOF)
          return sftp.data(id, bytes.subarray(offset, offset + length))
        })
        sftp.on('CLOSE', id => sftp.status(id, STATUS_CODE.OK))
      })
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', () => done()))
  return {
    port: (server.address() as AddressInfo).port,
    host_key: fingerprint(parsed.getPublicSSH()),
    passwords,
    put: (path, text) => files.set(path, Buffer.from(text)),
    close: () => new Promise(done => server.close(() => done())),
  }
}
