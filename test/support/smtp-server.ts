import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface MailServer {
  port: number
  /** Every message that it took, as it came. */
  taken: string[]
  /** What it does with the content of the next messages. */
  behaves: 'takes' | 'says not now' | 'refuses' | 'breaks off'
  close(): Promise<void>
}

/** A mail server: the protocol as it is, with the messages in memory. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const taken: string[] = []
  const said = (text: string, responseCode: number) => Object.assign(new Error(text), { responseCode })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (mail.behaves === 'says not now') return done(said('Try later', 451))
        if (mail.behaves === 'refuses') return done(said('No such person', 550))
        taken.push(Buffer.concat(parts).toString('utf8'))
        if (mail.behaves !== 'breaks off') return done()
        // It has the message and is gone before it can say so.
        for (const connection of server.connections) {
          if (connection.session.id === session.id) connection._socket.destroy()
        }
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>(listening => server.listen(port, '127.0.0.1', listening))
  const mail: MailServer = {
    port: (server.server.address() as AddressInfo).port,
    taken,
    behaves: 'takes',
    close: () => new Promise(closed => server.close(() => closed())),
  }
  return mail
}

/** A port on which nothing answers. */
export async function silentPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise(closed => server.close(closed))
  return port
}
