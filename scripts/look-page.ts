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

/** A longer page is cut off, in pixels: nobody looks at the end of such a picture, and a browser may not be able to take it. */
const tallest = 8000

/** Opens a page and takes its picture, as far down as anybody looks. Null for what is no page: a download. */
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
  const height = await visitor.page.evaluate<number>('document.documentElement.scrollHeight')
  const width = visitor.page.viewportSize()?.width ?? 0
  const clip = { x: 0, y: 0, width, height: Math.min(height, tallest) }
  await visitor.page.screenshot({ path: picture, fullPage: true, clip, timeout: 60_000 })
  return { faults, ms, bytes }
}
