import nunjucks from 'nunjucks'

/** A node of Nunjucks' own syntax tree; the package's types leave the parser out. */
interface TreeNode {
  typename: string
  fields: string[]
  [field: string]: unknown
}

const { parser } = nunjucks as unknown as { parser: { parse(source: string): TreeNode } }

const isNode = (thing: unknown): thing is TreeNode =>
  typeof thing === 'object' && thing !== null && 'typename' in thing && 'fields' in thing

const childrenOf = (thing: unknown): unknown[] => (isNode(thing) && Array.isArray(thing.children) ? thing.children : [])

/** The parts of a node in which names are read; of any kind not listed, all its parts. */
const partsRead: Record<string, readonly string[]> = {
  Filter: ['args'],
  Is: ['left'],
  Pair: ['value'],
  Set: ['value', 'body'],
  For: ['arr', 'body', 'else_'],
  Macro: ['body'],
  Caller: ['body'],
  Block: ['body'],
  FromImport: [],
  Import: [],
  Extends: [],
  Include: [],
}

/** What a template asks of others: the names it reads but does not itself define, and the templates it extends or includes. */
export interface TemplateNeeds {
  names: Set<string>
  /** What it defines itself, which the templates that it includes may read. */
  bound: Set<string>
  templates: Set<string>
  /** The templates it takes macros from; a macro sees nothing of the page. */
  imports: Set<string>
}

/**
 * Reads a template's source. Names bound anywhere in it count as bound everywhere in it: simple, and enough to find a name that
 * the page and the template spell differently.
 */
export function templateNeeds(source: string): TemplateNeeds {
  const read = new Set<string>()
  const bound = new Set(['loop', 'caller', 'super'])
  const templates = new Set<string>()
  const imports = new Set<string>()

  const bind = (target: unknown): void => {
    const parts = childrenOf(target)
    if (parts.length > 0) parts.forEach(bind)
    else if (isNode(target) && typeof target.value === 'string') bound.add(target.value)
  }
  /** A macro's parameters; those with defaults come as pairs of name and default. */
  const bindParameter = (parameter: unknown): void => {
    if (childrenOf(parameter).length === 0) bind(parameter)
    for (const pair of childrenOf(parameter)) {
      if (!isNode(pair)) continue
      bind(pair.key)
      walk(pair.value)
    }
  }
  const bindAll = (node: TreeNode): void => {
    if (node.typename === 'Set' && Array.isArray(node.targets)) node.targets.forEach(bind)
    if (node.typename === 'For' || node.typename === 'Macro' || node.typename === 'Caller') bind(node.name)
    if (node.typename === 'Macro' || node.typename === 'Caller') childrenOf(node.args).forEach(bindParameter)
    if (node.typename === 'Import') bind(node.target)
    if (node.typename !== 'FromImport') return
    for (const name of childrenOf(node.names)) bind(isNode(name) && isNode(name.value) ? name.value : name)
  }
  const walk = (thing: unknown): void => {
    if (Array.isArray(thing)) for (const part of thing) walk(part)
    if (!isNode(thing)) return
    bindAll(thing)
    if (thing.typename === 'Symbol' && typeof thing.value === 'string') read.add(thing.value)
    if (isNode(thing.template) && typeof thing.template.value === 'string') {
      const taken = thing.typename === 'Import' || thing.typename === 'FromImport' ? imports : templates
      taken.add(thing.template.value)
    }
    if (thing.typename === 'LookupVal') {
      walk(thing.target)
      if (isNode(thing.val) && thing.val.typename !== 'Literal') walk(thing.val)
      return
    }
    for (const part of partsRead[thing.typename] ?? thing.fields) walk(thing[part])
  }
  walk(parser.parse(source))
  return { names: new Set([...read].filter(name => !bound.has(name))), bound, templates, imports }
}
