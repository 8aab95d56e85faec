import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { templateNeeds } from './free-names.ts'
import { makeRenderer, type PageGlobals, view } from './views.ts'

for (const [template, names] of [
  ['{{ a.b.c }} {{ d | length }} {{ e[f] }} {{ g() }}', ['a', 'd', 'e', 'f', 'g']],
  ['{% for a in b %}{{ a }}{{ loop.index }}{% else %}{{ c }}{% endfor %}', ['b', 'c']],
  ['{% for name, value in pairs %}{{ name }}{{ value }}{% endfor %}', ['pairs']],
  ['{% if a is defined and not b %}{{ c if d else e }}{% endif %}', ['a', 'b', 'c', 'd', 'e']],
  ['{% set a = b %}{{ a }}{% set c %}{{ d }}{% endset %}{{ c }}', ['b', 'd']],
  ["{% macro m(a, b='x', c=d) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(e) }}", ['d', 'e']],
  ["{% from 'x.njk' import a, b as c %}{{ a() }}{{ c() }}{{ b }}", ['b']],
  ["{% import 'x.njk' as forms %}{{ forms.input({ name: a }) }}", ['a']],
  ['{% call(x) m() %}{{ x }}{{ y }}{% endcall %}', ['m', 'y']],
  ['{{ "text" }} {{ 1 + a }} {{ "b" in c }} {{ [d, e] }}', ['a', 'c', 'd', 'e']],
] as const) {
  test(`the free names of ${template}`, () => {
    assert.deepEqual([...templateNeeds(template).names].sort(), [...names])
  })
}

test('a template says which it extends, includes and takes macros from', () => {
  const needs = templateNeeds(
    "{% extends 'a.njk' %}{% from 'b.njk' import c %}{% block d %}{% include 'e.njk' %}{% endblock %}",
  )
  assert.deepEqual([[...needs.templates], [...needs.imports]], [['a.njk', 'e.njk'], ['b.njk']])
})

test('a template says what it defines, for those that it includes', () => {
  const { bound } = templateNeeds("{% set rows = a.rows %}{% for row in rows %}{% include 'e.njk' %}{% endfor %}")
  assert.deepEqual([bound.has('rows'), bound.has('row'), bound.has('a')], [true, true, false])
})

const folder = join(import.meta.dirname, '../../../test/fixtures/web')
const globals: PageGlobals = {
  csrf: '',
  cspNonce: '',
  frame: {
    authority: { name: 'Marlshire', logo_href: null, colour: null },
    ...{ person: null, navigation: [], beneath: [], search: null, demonstration: false, flashes: [] },
    ...{ out_of_hours: '01632 960999', colour: '#0b5d3b', css: '', theme: '', script: '', icon: '' },
  },
}
const misspelt = view<{ title: string; visits: { place: string }[] }>('misspelt.njk')
const model = { title: 'Visits', visits: [{ place: '<b>Hall</b>' }] }

test('a name that the template and the model spell differently is an error that names it', () => {
  const { render } = makeRenderer({ check: true, folder })
  assert.throws(() => render(misspelt, model, globals), /misspelt\.njk reads what its model does not give: vists$/)
})

test('what a page shows is escaped, and outside a demonstration no page says that children are made up', () => {
  const html = makeRenderer({ check: false, folder }).render(misspelt, model, globals)
  assert.match(html, /&lt;b&gt;Hall&lt;\/b&gt;/)
  assert.doesNotMatch(html, /made up/)
})
