import type { Command } from './command.ts'

export const startCommand: Command = {
  name: 'start',
  usage: 'start',
  does: 'Starts the web pages and the worker in one process.',
  run: async () => {
    await import('../main.ts')
  },
}

export const workerCommand: Command = {
  name: 'worker',
  usage: 'worker',
  does: 'Starts a worker alone, beside a web process that already runs.',
  run: async () => {
    await import('../worker.ts')
  },
}
