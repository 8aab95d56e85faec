import { createReadStream } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { type Place, PlaceRefused } from './place.ts'

/**
 * The folder that a path names within the one that the operator allows, links followed. Throws PlaceRefused for a path that leads out of
 * it or is not there.
 */
export async function allowedFolder(allowed: string | null, folder: string): Promise<string> {
  if (allowed === null)
    throw new PlaceRefused('No folder is allowed for pick-ups. Ask your administrator to set PICK_UP_FOLDER.')
  const root = await realpath(allowed).catch(() => null)
  if (root === null)
    throw new PlaceRefused('The folder that is allowed for pick-ups is not there. Tell your administrator.')
  const named = resolve(root, folder)
  const isWithin = (path: string): boolean => {
    const way = relative(root, path)
    return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === path)
  }
  const outside = 'That folder is not within the one that is allowed for pick-ups. Name a folder inside it.'
  if (!isWithin(named)) throw new PlaceRefused(outside)
  const real = await realpath(named).catch(() => null)
  if (real === null || !(await stat(real)).isDirectory())
    throw new PlaceRefused(
      `There is no folder “${folder}” where pick-ups are allowed. Have it made, or check its name.`,
    )
  if (!isWithin(real)) throw new PlaceRefused(outside)
  return real
}

/** A folder of this machine. Throws PlaceRefused. */
export async function folderPlace(allowed: string | null, folder: string): Promise<Place> {
  const real = await allowedFolder(allowed, folder)
  return {
    async files() {
      const entries = await readdir(real, { withFileTypes: true })
      // A link is no file of the folder: it may lead out of it.
      const names = entries.filter(entry => entry.isFile()).map(entry => entry.name)
      return Promise.all(
        names.map(async name => {
          const { size, mtime } = await stat(join(real, name))
          return { name, size, changed_at: mtime, stream: () => createReadStream(join(real, name)) }
        }),
      )
    },
    close: async () => undefined,
  }
}
