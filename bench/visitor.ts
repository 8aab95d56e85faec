/** Somebody who asks a server for pages, with a cookie jar and the form token of the page last seen. */
export class Visitor {
  readonly #address: string
  readonly #cookies = new Map<string, string>()
  #token = ''

  constructor(address: string) {
    this.#address = address
  }

  /** Signs in as a made-up person of the demonstration. */
  static async as(address: string, account_id: string): Promise<Visitor> {
    const visitor = new Visitor(address)
    await visitor.get('/sign-in')
    await visitor.post(`/become/${account_id}`, {}, 303)
    return visitor
  }

  get(path: string, wanted = 200): Promise<string> {
    return this.#ask(path, {}, wanted)
  }

  post(path: string, fields: Record<string, string>, wanted = 200): Promise<string> {
    const body = new URLSearchParams({ ...fields, _csrf: this.#token })
    return this.#ask(path, { method: 'POST', body }, wanted)
  }

  async #ask(path: string, init: RequestInit, wanted: number): Promise<string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(this.#address + path, { ...init, headers: { cookie }, redirect: 'manual' })
    const text = await answer.text()
    if (answer.status !== wanted) throw new Error(`${path} answered ${answer.status}`)
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    this.#token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.#token
    return text
  }
}
