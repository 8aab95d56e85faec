import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { type RunningProgram, startOnroll } from '../support/program.ts'
import { Visitor } from '../support/visitor.ts'

/** The program with a small county and one browser: everything that the journeys stand on. */
export interface Stage {
  program: RunningProgram
  browser: Browser
  visit(window?: { width?: number; height?: number; script?: boolean }): Promise<Visitor>
  /** Where the journeys have been: addresses that the crawl of all pages begins at too. */
  trail: string[]
  /** The rows of one of the county's own lists, as a source sent them. */
  list(file: string): Record<string, string>[]
  close(): Promise<void>
}

const children = 700

/** People of the demonstration, by what they do. */
export const people = {
  missingEducation: 'Maren Ashgrave',
  fairAccess: 'Tobin Sallowfield',
  manager: 'Ottoline Harrowby',
  onDuty: 'Sunniva Duskfield',
  director: 'Corwin Eastmarl',
  auditor: 'Philippa Stonequay',
  administrator: 'Rafe Linnetson',
  head: 'Verity Oakhanger',
  socialWorker: 'Amandeep Fallowes',
} as const

export async function openStage(settings: Record<string, string> = {}): Promise<Stage> {
  const [program, browser] = await Promise.all([startOnroll(children, settings), openBrowser()])
  return {
    program,
    browser,
    trail: [],
    visit: window => Visitor.at(browser, program.address, window),
    list: file => {
      const [header = '', ...lines] = readFileSync(`${program.data_folder}/county/lists/${file}`, 'utf8')
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
      const names = header.split(',')
      const plain = lines.filter(line => line.split(',').length === names.length && !line.includes('"'))
      return plain.map(line => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])))
    },
    close: async () => {
      await browser.close()
      await program.stop()
    },
  }
}
