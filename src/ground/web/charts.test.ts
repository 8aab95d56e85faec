import assert from 'node:assert/strict'
import { test } from 'node:test'
import { load } from 'cheerio'
import { drawChart, plainSvg } from './charts.ts'

const chart = await drawChart({
  id: 'returns',
  finding: 'Two schools sent their return late in November',
  option: {
    xAxis: { type: 'category', data: ['October', 'November'] },
    yAxis: { type: 'value' },
    legend: {},
    series: [
      { type: 'bar', name: 'On time', data: [18, 16] },
      { type: 'bar', name: 'Late', data: [0, 2] },
    ],
  },
  table: {
    columns: ['Month', 'Late'],
    rows: [
      ['October', 0],
      ['November', 2],
    ],
  },
})
const svg = load(chart.svg, { xml: true })

test('a picture carries no style, no class and no script, so that the security policy lets it be', () => {
  assert.equal(svg('[style], [class], style, script').length, 0)
  assert.equal(svg('text').first().attr('font-family'), 'Atkinson Hyperlegible, Arial, sans-serif')
})

test('every series has a pattern beside its colour, and every reference finds it', () => {
  const patterns = svg('pattern')
    .toArray()
    .map(pattern => pattern.attribs.id)
  assert.ok(patterns.length >= 2)
  const used = [...chart.svg.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id ?? '')
  for (const id of used) assert.equal(svg(`#${id}`).length, 1, id)
  assert.ok(patterns.every(id => id?.startsWith('returns-')))
})

test('a picture is named by what it shows', () => {
  assert.equal(svg('svg').attr('role'), 'img')
  assert.equal(svg('svg').attr('aria-labelledby'), 'returns-finding')
})

test('styles that SVG knows as attributes stay, the rest go', () => {
  const plain = plainSvg('<svg width="1"><text style="font-size:12px;cursor:pointer;fill:#000;">a</text></svg>', 'x')
  assert.match(plain, /<text font-size="12px" fill="#000">a<\/text>/)
})
