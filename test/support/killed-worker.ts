import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TestCounty } from './county.ts'
import type { kindsOfWork } from './list-worker.ts'

/** Lets a worker check a list, or take it back, until a step was reached so many times; and kills it there, all of the step done and nothing of it committed. */
export async function killedAt(
  county: TestCounty,
  { kind, id, step, times = 1 }: { kind: keyof typeof kindsOfWork; id: string; step: string; times?: number },
): Promise<void> {
  const program = fileURLToPath(new URL('list-worker.ts', import.meta.url))
  const told = [county.url('onroll_web'), county.authority_id, kind, id, step, `${times}`]
  const worker = spawn(process.execPath, [program, ...told], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(worker, 'exit')
  let reached = ''
  for await (const line of createInterface({ input: worker.stdout })) {
    reached = line
    break
  }
  worker.kill('SIGKILL')
  await gone
  assert.equal(reached, 'waiting', `${step} is a step of the work`)
}
