import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface NotifyServer {
  url: string
  asked: { authorization: string; body: Record<string, unknown> }[]
  /** The status and first error of the next answers; null while it takes emails. */
  refuses: { status: number; error: string; message: string } | null
  /** What it says became of an email. */
  status: string
  close(): Promise<void>
}

/** GOV.UK Notify as its documentation describes it: sending an email, and asking what became of it. */
export async function startNotify(): Promise<NotifyServer> {
  const notify: NotifyServer = { url: '', asked: [], refuses: null, status: 'sending', close: async () => undefined }
  const id = '740e5834-3a29-46b4-9a6f-16142fde533a'
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.method === 'GET' && request.url === `/v2/notifications/${id}`)
      return answer(200, { id, type: 'email', status: notify.status })
    if (request.method !== 'POST' || request.url !== '/v2/notifications/email')
      return answer(404, { errors: [{ error: 'NoResultFound', message: 'No result found' }], status_code: 404 })
    const body = (await json(request)) as Record<string, unknown>
    notify.asked.push({ authorization: request.headers.authorization ?? '', body })
    const { refuses } = notify
    if (refuses) return answer(refuses.status, { errors: [refuses], status_code: refuses.status })
    return answer(201, { id, reference: body.reference, content: {}, uri: '', template: {} })
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  notify.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  notify.close = () => new Promise(closed => server.close(() => closed()))
  return notify
}
