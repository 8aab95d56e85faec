import { colourProblem, mix } from './colour.ts'

/** Onroll's deep green, for authorities that have not chosen a colour. */
export const defaultColour = '#0b5d3b'

/**
 * The custom properties that give GOV.UK's and Onroll's components an authority's colour, as a stylesheet (an inline style would
 * need an opening in the content security policy). Null when the colour cannot carry white text.
 */
export function themeStylesheet(colour: string): string | null {
  if (colourProblem(colour) !== null) return null
  const properties = {
    '--govuk-brand-colour': colour,
    '--govuk-link-colour': colour,
    '--govuk-link-hover-colour': mix(colour, '#000000', 0.4),
    '--govuk-template-background-colour': mix(colour, '#ffffff', 0.94),
    '--govuk-surface-background-colour': mix(colour, '#ffffff', 0.94),
    '--govuk-surface-border-colour': mix(colour, '#ffffff', 0.6),
    '--onroll-brand-dark': mix(colour, '#000000', 0.3),
  }
  return `:root{${Object.entries(properties)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`
}

/** The colour to use for an authority: its own, or the default when it has none or one that cannot carry white text. */
export const themeColour = (colour: string | null): string =>
  colour !== null && colourProblem(colour) === null ? colour.toLowerCase() : defaultColour

/** The address of a colour's stylesheet. */
export const themeHref = (colour: string): string => `/assets/theme/${colour.replace('#', '')}.css`
