/**
 * The first items of a stream, until `enough` of them were taken or it ended, and the whole stream again from its
 * first item. Leaving the loop over `whole` closes what is behind it.
 */
export async function peek<T>(
  stream: AsyncIterable<T>,
  enough: (taken: readonly T[]) => boolean,
): Promise<{ first: readonly T[]; whole: AsyncIterable<T> }> {
  const iterator = stream[Symbol.asyncIterator]()
  const first: T[] = []
  while (!enough(first)) {
    const next = await iterator.next()
    if (next.done === true) break
    first.push(next.value)
  }
  async function* whole(): AsyncIterable<T> {
    try {
      yield* first
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { first, whole: whole() }
}

/** Lets go of a stream that nobody will read on, so that what is behind it closes. */
export async function discard(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream) break
}
