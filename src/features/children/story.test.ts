import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import type { StoryLine } from '../../ground/feature.ts'
import { addDays, asDay } from '../../rulebook/index.ts'
import { pageOfStory } from './story.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})

const line = (at: number, kind: string): StoryLine => ({
  ...{ on: addDays(asDay('2026-11-17'), -Math.floor(at / 2)), kind, text: `${kind} ${at}` },
  ...{ detail: null, by: null, href: null },
})

test('a story is read to its end page by page, each line once, and no day is torn in two', () => {
  const lines = Array.from({ length: 131 }, (_, at) => line(at, at % 3 === 0 ? 'case' : 'address'))
  for (const kind of [null, 'case']) {
    const read: string[] = []
    let pages = 0
    for (let before: string | null = null; ; pages++) {
      const page = pageOfStory(lines, '/children/x', { kind, before })
      read.push(...page.story.map(one => one.text))
      if (page.earlier_href === null) break
      const asked = new URLSearchParams(page.earlier_href.replace(/.*\?/, ''))
      assert.equal(asked.get('kind'), kind)
      before = asked.get('before')
    }
    const wanted = lines.filter(one => kind === null || one.kind === kind).map(one => one.text)
    assert.deepEqual(read.toSorted(), wanted.toSorted())
    assert.ok(pages <= 3)
  }
})

test('the story tells of schools, moves and names from the facts, and can be narrowed', async () => {
  const id = await plantChild(county, {
    ...{ surname: 'Storey', lives: [['2024-09-01', null]] },
    rolls: [
      ['2024-09-03', '2026-10-20', { school_urn: 990002 }],
      ['2026-11-02', null, { school_urn: 990001 }],
    ],
  })
  const officer = await app.as(await county.person('cme_officer'))
  const told = async (query: string) =>
    (await officer.get(`/children/${id}${query}`)).$('.onroll-story').text().replaceAll(/\s+/g, ' ')
  const all = await told('')
  assert.match(
    all,
    /2 Nov 2026 · Education On roll: Ashby Brook.*20 Oct 2026 · Education On no roll, unexplained.*On roll: Marl Valley Academy.*Lives at:/,
  )
  const homes = await told('?kind=address')
  assert.match(homes, /Lives at/)
  assert.doesNotMatch(homes, /On roll/)
  assert.doesNotMatch(await told('?before=2026-10-20'), /Ashby Brook/)
})
