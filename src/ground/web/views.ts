import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import nunjucks from 'nunjucks'
import type { DrawnForm } from './drawn-forms.ts'
import type { Frame } from './frame.ts'
import { templateNeeds } from './free-names.ts'

declare const model: unique symbol

/** A template together with the type of what it draws. */
export interface View<Model> {
  readonly template: string
  readonly [model]?: (shown: Model) => void
}

/** What any page may say to the layout. A form with errors makes the answer 422 and puts the error summary first. */
export interface PageModel {
  /** Of the page alone; the layout makes "Page – Onroll – Authority" and the main heading of it. */
  title: string
  form?: DrawnForm
  back?: { href: string; text: string }
  /** True where a child's record is shown: the page then tells that the look is recorded. */
  recorded?: boolean
}

/** A typed view. The template's path is counted from `src`, such as `features/cases/views/case.njk`. */
export const view = <Model extends PageModel>(template: string): View<Model> => ({ template })

/** What every page has besides its model; the layout draws itself from these. */
export interface PageGlobals {
  frame: Frame
  csrf: string
  cspNonce: string
}

/** What Nunjucks itself gives, in macros too. */
const builtIn: readonly string[] = ['range', 'cycler', 'joiner', 'undefined']

/** The only names a template may read that its model does not give: the page's globals, what the layout may find, Nunjucks' own. */
export const listedNames: ReadonlySet<string> = new Set([
  ...(['frame', 'csrf', 'cspNonce'] satisfies (keyof PageGlobals)[]),
  ...(['title', 'form', 'back', 'recorded'] satisfies (keyof PageModel)[]),
  ...builtIn,
])

const source = join(import.meta.dirname, '../..')
const packages = join(source, '../node_modules')
/** GOV.UK's and MOJ's own templates read many optional settings; they are theirs to check. */
const shipped = /^(?:govuk|moj)\//

export interface Renderer {
  /** Draws a page. Throws Error naming every name that the template reads and nobody gives, unless made with `check: false`. */
  render<Model extends PageModel>(view: View<Model>, model: Model, globals: PageGlobals): string
}

/** The one Nunjucks environment: our templates by their path in `src`, GOV.UK's under `govuk/`, MOJ's under `moj/`. */
export function makeRenderer(options: { check: boolean; folder?: string }): Renderer {
  const folder = options.folder ?? source
  const environment = new nunjucks.Environment(
    new nunjucks.FileSystemLoader([
      folder,
      source,
      join(packages, 'govuk-frontend/dist'),
      join(packages, '@ministryofjustice/frontend'),
    ]),
    // throwOnUndefined breaks GOV.UK's own macros, which write undefined values; the check of free names does its work.
    { autoescape: true, throwOnUndefined: false, trimBlocks: true, lstripBlocks: true },
  )
  const known = new Map<string, Set<string>>()

  /** The free names of a template, its layouts and its includes together, and any that a macro it takes reads. */
  const freeNames = (template: string): Set<string> => {
    const found = known.get(template)
    if (found) return found
    const needs = templateNeeds(readTemplate(template, [folder, source]))
    known.set(template, needs.names)
    const own = (other: string): boolean => !shipped.test(other)
    for (const other of [...needs.templates].filter(own)) {
      for (const name of freeNames(other)) if (!needs.bound.has(name)) needs.names.add(name)
    }
    for (const other of [...needs.imports].filter(own)) {
      const names = [...freeNames(other)].filter(name => !builtIn.includes(name))
      for (const name of names) needs.names.add(`${name} (in ${other})`)
    }
    return needs.names
  }

  return {
    render(view, shown, globals) {
      if (options.check) {
        const missing = [...freeNames(view.template)].filter(name => !(name in shown) && !listedNames.has(name))
        if (missing.length > 0)
          throw new Error(`${view.template} reads what its model does not give: ${missing.join(', ')}`)
      }
      return environment.render(view.template, { ...shown, ...globals })
    },
  }
}

function readTemplate(template: string, folders: string[]): string {
  for (const folder of folders) {
    try {
      return readFileSync(join(folder, template), 'utf8')
    } catch (problem) {
      if (!(problem instanceof Error && 'code' in problem && problem.code === 'ENOENT')) throw problem
    }
  }
  throw new Error(`There is no template ${template}`)
}
