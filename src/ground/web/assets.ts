import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { stylesheet } from './stylesheet.ts'
import { themeStylesheet } from './theme.ts'

interface Asset {
  body: Buffer
  gzipped: Buffer | null
  type: string
}

/** Everything a browser may fetch besides pages: addresses by plain name, bodies by hashed name. */
export interface Assets {
  /** The address of an asset by its plain name, such as `onroll.css`. Throws Error when there is none. */
  href(name: string): string
  find(hashedName: string): Asset | undefined
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const packages = join(import.meta.dirname, '../../../node_modules')
const govuk = join(packages, 'govuk-frontend/dist/govuk')
const moj = join(packages, '@ministryofjustice/frontend/moj')
const font = join(packages, '@fontsource/atkinson-hyperlegible')
const own = join(import.meta.dirname, 'assets')
const ownSheets = ['onroll.css', 'tables.css', 'parts.css', 'child.css', 'calendar.css', 'print.css']

const text = (file: string): string => readFileSync(file, 'utf8')
const files = (folder: string, ending: string): string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith(ending))
    .map(name => join(folder, name))

/** Reads the shipped styles and scripts, gives them Onroll's font, and names each by the hash of what it holds. Once, at start. */
export function gatherAssets(): Assets {
  const hrefs = new Map<string, string>()
  const bodies = new Map<string, Asset>()

  const keep = (name: string, content: string | Buffer): void => {
    const body = Buffer.from(content)
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
    const ending = extname(name)
    const hashed = `${basename(name, ending)}-${hash}${ending}`
    const type = types[ending] ?? 'application/octet-stream'
    bodies.set(hashed, { body, gzipped: ending === '.woff2' ? null : gzipSync(body), type })
    hrefs.set(name, `/assets/${hashed}`)
  }
  const href = (name: string): string => {
    const found = hrefs.get(name)
    if (found === undefined) throw new Error(`No asset is called ${name}`)
    return found
  }

  for (const file of [
    ...files(join(moj, 'assets/images'), '.svg').filter(name => !name.includes('crest')),
    ...files(join(font, 'files'), '.woff2'),
    ...files(own, '.svg'),
  ]) {
    keep(basename(file), readFileSync(file))
  }
  const faces = ['400', '700', '400-italic'].map(face => text(join(font, `latin-${face}.css`)))
  const facesBeyondLatin = ['400', '700', '400-italic'].map(face => text(join(font, `latin-ext-${face}.css`)))
  keep(
    'onroll.css',
    stylesheet(
      [
        ...facesBeyondLatin,
        ...faces,
        text(join(govuk, 'govuk-frontend.min.css')),
        text(join(moj, 'moj-frontend.min.css')),
        ...ownSheets.map(name => text(join(own, name))),
      ],
      name => hrefs.get(name),
    ),
  )
  keep('govuk-frontend.js', withoutMap(text(join(govuk, 'govuk-frontend.min.js'))))
  keep('moj-frontend.js', withoutMap(text(join(moj, 'moj-frontend.min.js'))))
  keep(
    'onroll.js',
    text(join(own, 'onroll.js')).replaceAll(/from '\.\/([\w-]+\.js)'/g, (_, name: string) => `from '${href(name)}'`),
  )
  return { href, find: hashed => bodies.get(hashed) }
}

const withoutMap = (script: string): string => script.replace(/\/\/# sourceMappingURL=\S+\s*$/, '')

/** Serves the assets, and a small stylesheet for each theme colour, under addresses that change whenever their content does. */
export function serveAssets(web: FastifyInstance, assets: Assets): void {
  const forever = 'public, max-age=31536000, immutable'

  web.get<{ Params: { file: string } }>('/assets/:file', (request, reply) => {
    const asset = assets.find(request.params.file)
    if (asset === undefined) return reply.callNotFound()
    const gzip = asset.gzipped !== null && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
    reply.header('cache-control', forever).header('vary', 'accept-encoding').type(asset.type)
    if (gzip) reply.header('content-encoding', 'gzip')
    return reply.send(gzip ? asset.gzipped : asset.body)
  })

  web.get<{ Params: { colour: string } }>('/assets/theme/:colour.css', (request, reply) => {
    const styles = themeStylesheet(`#${request.params.colour}`)
    if (styles === null) return reply.callNotFound()
    return reply.header('cache-control', forever).type('text/css; charset=utf-8').send(styles)
  })
}
