import { type ChildProcess, fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { privateFolder } from '../ground/private-folder.ts'
import { ColumnsRefused } from './columns.ts'
import type { LinkageJob, LinkageResult } from './engine.ts'
import type { FromEngine, ToEngine } from './engine-process.ts'
import type { Model } from './model.ts'
import { ListRefused } from './open-file.ts'
import type { ListFile } from './read-lists.ts'
import { startModel } from './start-model.ts'

interface RunOptions {
  /** A model to use as it is; without one, a model is learnt from the lists. */
  model?: Model | undefined
  /** From which probability a pair is told. @default 0.5, more likely one person than not. */
  threshold?: number | undefined
  /** How much the engine may hold before it writes to its own folder. @default '700MB' */
  memory?: string | undefined
  /** @default 2 */
  threads?: number | undefined
  /** Stops the engine, which ends with what the signal says. */
  signal?: AbortSignal | undefined
  /** Told each step as it begins. */
  onStep?: ((step: string) => void) | undefined
}

export interface LinkOptions extends RunOptions {
  left: ListFile
  right: ListFile
  /** Where the pairs are written, as CSV: id_left, id_right, probability, reason. */
  out: string
  /** Each record has one partner at most. */
  oneToOne?: boolean | undefined
}

export interface DedupeOptions extends RunOptions {
  lists: readonly ListFile[]
  /** Where the cluster of each record is written, as CSV: cluster, file, id. */
  clusters: string
  /** Where the pairs are written too, if they are wanted. */
  out?: string | undefined
  /** Whether each list holds a person once. */
  oncePerList?: boolean | undefined
}

/** The engine ended without an answer: what it said. */
export class EngineFailed extends Error {}

const program = fileURLToPath(new URL('./engine-process.ts', import.meta.url))
const moreLikelyThanNot = 0.5

/** Finds who of one list is who of another. Throws ListRefused, ColumnsRefused and EngineFailed. */
export const linkFiles = (options: LinkOptions): Promise<LinkageResult> =>
  runEngine(options, {
    lists: [options.left, options.right],
    rule: { kind: 'link', once: false },
    one_to_one: options.oneToOne ?? false,
    pairs: options.out,
    clusters: null,
  })

/** Finds who is held several times in one list or several, and puts their records in clusters. Throws as `linkFiles`. */
export const dedupeFiles = (options: DedupeOptions): Promise<LinkageResult> =>
  runEngine(options, {
    lists: options.lists,
    rule: { kind: 'among', once: options.oncePerList ?? false },
    one_to_one: false,
    pairs: options.out ?? null,
    clusters: options.clusters,
  })

/** Learns a model from two lists, and writes nothing. */
export async function trainModel(options: RunOptions & { left: ListFile; right: ListFile }): Promise<Model> {
  const { model } = await runEngine(options, {
    lists: [options.left, options.right],
    rule: { kind: 'link', once: false },
    ...{ one_to_one: true, pairs: null, clusters: null },
  })
  return model
}

type Asked = Pick<LinkageJob, 'lists' | 'rule' | 'one_to_one' | 'pairs' | 'clusters'>

/** Runs the engine in a process of its own, which takes its memory and its folder with it when it ends. */
async function runEngine(options: RunOptions, asked: Asked): Promise<LinkageResult> {
  const folder = privateFolder('linkage')
  const job: LinkageJob = {
    ...asked,
    lists: asked.lists.map(list => ({ ...list, path: resolve(list.path) })),
    pairs: asked.pairs === null ? null : resolve(asked.pairs),
    clusters: asked.clusters === null ? null : resolve(asked.clusters),
    threshold: options.threshold ?? moreLikelyThanNot,
    model: options.model ?? null,
    start: startModel,
  }
  const limits = { memory: options.memory ?? '700MB', threads: options.threads ?? 2, folder: join(folder, 'work') }
  const child = fork(program, [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' })
  try {
    return await answerOf(child, { job, limits }, options)
  } finally {
    if (child.exitCode === null) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

const refusalOf = (refused: 'list' | 'columns' | 'engine', message: string): Error => {
  if (refused === 'list') return new ListRefused(message)
  if (refused === 'columns') return new ColumnsRefused(message)
  return new EngineFailed(`The engine could not go on: ${message}`)
}

function answerOf(child: ChildProcess, order: ToEngine, { signal, onStep }: RunOptions): Promise<LinkageResult> {
  return new Promise((answer, refuse) => {
    let complained = ''
    child.stderr?.on('data', (text: Buffer) => {
      complained = `${complained}${text}`.slice(-2000)
    })
    signal?.addEventListener('abort', () => refuse(signal.reason), { once: true })
    child.on('message', (said: FromEngine) => {
      if (said.kind === 'step') onStep?.(said.step)
      else if (said.kind === 'done') answer(said.result)
      else refuse(refusalOf(said.refused, said.message))
    })
    child.on('error', refuse)
    child.on('exit', (code, by) => {
      refuse(new EngineFailed(`The engine ended without an answer (${by ?? code}). ${complained.trim()}`))
    })
    child.send(order)
  })
}
