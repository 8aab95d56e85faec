import type { Visitor } from '../test/support/visitor.ts'

/** One page as one role met it in one window. */
export interface Looked {
  role: string
  route: string
  window: string
  /** The picture's place beside the index; null where there is none. */
  picture: string | null
  /** What axe finds, what stands out of the window, what the browser complains of. */
  faults: readonly string[]
  /** From the request's start to the first byte of its answer. */
  ms: number
  /** Of the page and all that it loads. */
  bytes: number
}

/** What the browser itself noted of the page it stands on. */
const noted = `(() => {
  const [page] = performance.getEntriesByType('navigation')
  const parts = performance.getEntriesByType('resource')
  return { ms: page.responseStart - page.requestStart, bytes: parts.reduce((sum, part) => sum + part.encodedBodySize, page.encodedBodySize) }
})()`

/** Opens a page and takes its picture, whole. Null for what is no page: a download. */
export async function lookPage(
  visitor: Visitor,
  address: string,
  picture: string,
): Promise<Pick<Looked, 'faults' | 'ms' | 'bytes'> | null> {
  const before = await visitor.get(address)
  if (!before.type.startsWith('text/html')) return null
  const status = await visitor.open(address)
  const faults = [...(status === 200 ? [] : [`answers ${status}`]), ...(await visitor.faults())]
  const { ms, bytes } = await visitor.page.evaluate<{ ms: number; bytes: number }>(noted)
  await visitor.page.screenshot({ path: picture, fullPage: true })
  return { faults, ms, bytes }
}
