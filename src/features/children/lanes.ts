import { addDays, type Day, dayNumber, formatShortDay } from '../../rulebook/index.ts'
import type { SpanRow } from './queries.ts'
import { stateText } from './words.ts'

const width = 1000
const height = 44

/** How each kind of state is filled: a pattern beside the shade, so that it reads in black and white print. */
const fills: Record<string, string> = {
  on_roll: '#0b5d4b',
  independent: '#3f7f72',
  home_educated: '#7fa99f',
  alternative_provision: '#5694ca',
  reduced_hours: 'url(#lane-stripes)',
  awaiting_place: 'url(#lane-dots)',
  unexplained: '#ffffff',
  whereabouts_unknown: '#ffffff',
}

/**
 * The last two years as one lane of states, drawn as SVG without a style attribute. The table beside it says the same; days
 * on no roll are left white with a red edge.
 */
export function drawLanes(spans: readonly SpanRow[], today: Day): string {
  const from = addDays(today, -730)
  const first = dayNumber(from)
  const scale = width / (dayNumber(today) - first + 1)
  const at = (day: Day) => Math.max(0, Math.min(width, (dayNumber(day) - first) * scale))
  const shown = spans
    .filter(span => span.starts_on <= today && (span.ends_on === null || span.ends_on > from))
    .toReversed()
  const bars = shown.map(span => {
    const x = at(span.starts_on)
    const to = span.ends_on !== null && span.ends_on <= today ? at(span.ends_on) : width
    const missing = span.state === 'unexplained' || span.state === 'whereabouts_unknown'
    const edge = missing ? ' stroke="#d4351c" stroke-width="3"' : ' stroke="#0b0c0c" stroke-width="1"'
    const title = `${stateText(span.state)}${span.school_name ? `, ${span.school_name}` : ''}, from ${formatShortDay(span.starts_on)}`
    return `<rect x="${x.toFixed(1)}" y="2" width="${Math.max(1, to - x).toFixed(1)}" height="${height - 4}" fill="${fills[span.state] ?? '#cecece'}"${edge}><title>${quoted(title)}</title></rect>`
  })
  const said = shown.map(span => `${stateText(span.state)} from ${formatShortDay(span.starts_on)}`).join('; ')
  return `<svg class="onroll-lanes" viewBox="0 0 ${width} ${height}" role="img" aria-label="${quoted(`The last two years: ${said || 'no state recorded'}.`)}" preserveAspectRatio="none">
<defs><pattern id="lane-stripes" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/><path d="M0 8 L8 0" stroke="#0b5d4b" stroke-width="2"/></pattern>
<pattern id="lane-dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/><circle cx="4" cy="4" r="2" fill="#594d00"/></pattern></defs>
${bars.join('\n')}</svg>`
}

const quoted = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
