import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder of this process alone (0700) for what must not outlive a piece of work. Whoever asks for it erases it; what a process left
 * that was killed is erased here, before the next begins.
 * @param name what the folders are for: `linkage` makes `onroll-linkage-PID-…`.
 */
export function privateFolder(name: string): string {
  const prefix = `onroll-${name}-`
  for (const entry of readdirSync(tmpdir())) {
    const pid = entry.startsWith(prefix) ? /^(\d+)-/.exec(entry.slice(prefix.length))?.[1] : undefined
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(tmpdir(), entry), { recursive: true, force: true })
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    // A process of somebody else's is alive, and its folder is none of ours.
    return !(problem instanceof Error && 'code' in problem && problem.code === 'ESRCH')
  }
}
