/** The bytes of a text or a file in small pieces, as a slow upload would bring them. */
export async function* inPieces(file: string | Uint8Array, size = 11): AsyncGenerator<Uint8Array> {
  const whole = Buffer.from(file)
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

/** Everything a stream gives. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}
