/** A file that waits to be picked up. */
export interface WaitingFile {
  name: string
  /** Bytes. */
  size: number
  changed_at: Date
  stream(): AsyncIterable<Uint8Array>
}

/** Somewhere files wait: a folder, or one on a server. Nothing there is changed. */
export interface Place {
  files(): Promise<WaitingFile[]>
  close(): Promise<void>
}

/** Why nothing could be picked up, in a sentence for whoever set the pick-up up. */
export class PlaceRefused extends Error {}

/** Whether a file's name is one that is looked for: `*` stands for any letters, `?` for one; case does not matter. */
export function fits(pattern: string, name: string): boolean {
  const parts = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${parts}$`, 'i').test(name)
}
