import type { EChartsOption } from 'echarts'

export interface ChartSpec {
  /** Of the figure on its page, in small letters and hyphens. */
  id: string
  /** What the picture shows, as a sentence: "Returns came later in November than in any month since May". */
  finding: string
  /** In pixels of the drawing; the page scales it to its width. 720 by 320 unless said. */
  width?: number
  height?: number
  option: EChartsOption
  /** The same figures, for "Show as table": the first cell of a row is its name. */
  table: { columns: readonly string[]; rows: readonly (readonly (string | number)[])[] }
}

/** A picture as `macros/chart.njk` draws it. */
export interface Chart extends Pick<ChartSpec, 'id' | 'finding' | 'table'> {
  svg: string
}

/** Dark to light in this order, so that neighbours differ in black and white too; the patterns come from ECharts' decals. */
const palette = ['#0b5d3b', '#e0a526', '#4c6f9e', '#b54708', '#7a4e8a', '#9aa5a0']

/** The pictures drawn last: twenty officers ask for the same figures, and drawing costs more than counting them. */
const drawn = new Map<string, Promise<Chart>>()
const mostKept = 50

/**
 * Draws an ECharts option as SVG that needs no script and no inline style: patterns beside colours, nothing that moves or waits
 * for a mouse. Of figures only: what was drawn is kept for the next who asks for the very same.
 */
export async function drawChart(spec: ChartSpec): Promise<Chart> {
  const key = JSON.stringify(spec, (_, part: unknown) => (typeof part === 'function' ? String(part) : part))
  const found = drawn.get(key)
  if (found) return found
  const chart = draw(spec)
  drawn.set(key, chart)
  chart.catch(() => drawn.delete(key))
  for (const oldest of drawn.keys()) {
    if (drawn.size <= mostKept) break
    drawn.delete(oldest)
  }
  return chart
}

async function draw(spec: ChartSpec): Promise<Chart> {
  // Half a second to load, so only a program that draws pays for it.
  const { init } = await import('echarts')
  const drawing = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: spec.width ?? 720,
    height: spec.height ?? 320,
  })
  try {
    drawing.setOption({
      color: palette,
      textStyle: { fontFamily: 'Atkinson Hyperlegible, Arial, sans-serif', fontSize: 14, color: '#0b0c0c' },
      grid: { top: 24, right: 24, bottom: 64, left: 56 },
      aria: { enabled: true, decal: { show: true } },
      ...spec.option,
      animation: false,
    })
    return {
      id: spec.id,
      finding: spec.finding,
      table: spec.table,
      svg: plainSvg(drawing.renderToSVGString(), spec.id),
    }
  } finally {
    drawing.dispose()
  }
}

/** The style properties that SVG also knows as attributes; the rest (cursor, selection) are for a mouse. */
const presentation = new Set(['font-size', 'font-family', 'font-weight', 'font-style', 'fill', 'stroke', 'opacity'])

/** ECharts' SVG without inline styles, hover rules and its own attributes, its ids tied to the figure's. */
export function plainSvg(svg: string, id: string): string {
  return svg
    .replaceAll(/<style[^>]*>.*?<\/style>/gs, '')
    .replaceAll(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => presentationAttributes(style))
    .replaceAll(/(id="|url\(#|href="#)zr\d+-/g, `$1${id}-`)
    .replace('<svg ', `<svg role="img" aria-labelledby="${id}-finding" `)
}

function presentationAttributes(style: string): string {
  return style
    .split(';')
    .map(part => part.split(':').map(side => side.trim()))
    .filter(([property = '', value = '']) => presentation.has(property) && value !== '')
    .map(([property, value]) => ` ${property}="${value}"`)
    .join('')
}
