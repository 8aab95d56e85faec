import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { type Day, londonDay, parseDay } from '../rulebook/index.ts'

/** A command of `onroll`. Exit code 0; 1 for a refusal, with its reason on standard error; 2 for wrong usage. */
export interface Command {
  name: string
  usage: string
  does: string
  more?: string
  run(words: string[]): Promise<void>
}

/** Why a command was not carried out, in a sentence. */
export class Refusal extends Error {}
/** The command was not written as its usage says. */
export class WrongUsage extends Error {}

/** What was typed after the command's name. Throws WrongUsage for what the command does not know. */
export function typed<const Options extends ParseArgsOptionsConfig>(
  words: string[],
  options: Options,
  positionals: { least: number; most: number },
) {
  try {
    const read = parseArgs({ args: words, options, allowPositionals: true, strict: true })
    const { length } = read.positionals
    if (length < positionals.least || length > positionals.most)
      throw new WrongUsage(length < positionals.least ? 'Something is missing.' : 'There is too much.')
    return read
  } catch (problem) {
    if (problem instanceof TypeError) throw new WrongUsage(problem.message)
    throw problem
  }
}

export const today = (): Day => londonDay(new Date().toISOString())

/** A day as it was typed. Throws WrongUsage for a text that is none. */
export function dayTyped(text: string | undefined, option: string): Day | null {
  if (text === undefined) return null
  const day = parseDay(text)
  if (!day) throw new WrongUsage(`${option} takes a day written YYYY-MM-DD, and ${text} is none.`)
  return day
}

/** Prints an answer: as JSON when it was asked for, else as text. */
export const tell = (json: boolean | undefined, data: unknown, text: string): void =>
  console.log(json ? JSON.stringify(data, null, 2) : text)
