import { type DestinationStream, type Logger, pino } from 'pino'
import type { Settings } from './settings.ts'

export type Log = Logger

/** What of an error may stand in a log. Database messages quote values, so their quoted parts are blanked and their details left out. */
export function loggedError(problem: unknown): Record<string, unknown> {
  if (!(problem instanceof Error)) return { kind: typeof problem }
  const part = (name: string): unknown => (name in problem ? Reflect.get(problem, name) : undefined)
  const frames = (problem.stack ?? '').split('\n').filter(line => line.trimStart().startsWith('at '))
  return {
    kind: problem.name,
    code: part('code'),
    message: part('severity') === undefined ? problem.message : problem.message.replaceAll(/"[^"]*"|'[^']*'/g, '"…"'),
    table: part('table'),
    constraint: part('constraint'),
    stack: frames.slice(0, 12).join('\n'),
  }
}

/**
 * The structured log. It carries no personal data: routes by pattern, never addresses, query strings, bodies or network addresses;
 * errors through `loggedError`.
 */
export function makeLog(settings: Pick<Settings, 'logLevel'>, destination?: DestinationStream): Log {
  const options = {
    level: settings.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: loggedError, req: () => undefined, res: () => undefined },
  }
  return destination ? pino(options, destination) : pino(options)
}
