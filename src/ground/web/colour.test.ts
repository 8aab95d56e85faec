import assert from 'node:assert/strict'
import { test } from 'node:test'
import { colourProblem, contrast, mix } from './colour.ts'
import { defaultColour, themeColour, themeStylesheet } from './theme.ts'

// Ratios from the WCAG definition, as published for these colours.
for (const [colour, against, ratio] of [
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#767676', '#ffffff', 4.54],
  ['#777777', '#ffffff', 4.48],
  ['#ff0000', '#ffffff', 4.0],
  ['#0000ff', '#ffffff', 8.59],
] as const) {
  test(`${colour} on ${against} has a contrast of ${ratio}`, () => {
    assert.equal(contrast(colour, against).toFixed(2), ratio.toFixed(2))
  })
}

test('a colour too light for white text, or none at all, is refused with a sentence', () => {
  assert.equal(colourProblem('#767676'), null)
  assert.match(colourProblem('#777777') ?? '', /has a contrast of 4\.47 to 1: choose a darker one/)
  assert.match(colourProblem('green') ?? '', /^Write the colour as #/)
  assert.match(colourProblem('#fff;}body{x:y') ?? '', /^Write/)
})

test("Onroll's own green carries white text, and so does every shade made of it for text", () => {
  assert.ok(contrast(defaultColour) >= 7)
  assert.ok(contrast(mix(defaultColour, '#000000', 0.4)) > contrast(defaultColour))
})

test('a theme sets the brand, and one that cannot be read falls back to the default', () => {
  assert.match(themeStylesheet('#1a4480') ?? '', /--govuk-brand-colour:#1a4480/)
  assert.equal(themeStylesheet('#ffff00'), null)
  assert.equal(themeColour('#FFFF00'), defaultColour)
  assert.equal(themeColour('#1A4480'), '#1a4480')
})
