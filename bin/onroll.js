#!/usr/bin/env node
// Starts Onroll on the Node that it is pinned to, whatever Node the machine has.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const node = join(
  dirname(createRequire(import.meta.url).resolve('node/package.json')),
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)
const program = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const { status, signal, error } = spawnSync(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' })
if (error) console.error(`The Node that Onroll is pinned to could not be started (${error.message}). Run npm ci again.`)
process.exitCode = status ?? (signal === null ? 1 : 130)
