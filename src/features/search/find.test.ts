import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { lookAgain, plantChild } from '../../../test/support/plant-children.ts'
import type { Person } from '../../ground/database/identity.ts'
import { makeUpn } from '../../rulebook/index.ts'
import { findChildren } from './find.ts'
import { searchChildren } from './search.ts'
import { understand } from './understand.ts'

let county: TestCounty
let officer: Person
before(async () => {
  county = await testCounty()
  officer = await county.person('cme_officer')
  for (const [forename, surname, born_on] of children)
    ids.set(`${forename} ${surname}`, await plantChild(county, { forename, surname, born_on }))
  await says(
    'Chidi Okafor',
    `name_fact (kind, forename, surname, forename_key, surname_key)`,
    `'former', 'Chidi', 'Khan', '', ''`,
  )
  await says(
    'Margaret Lane',
    `name_fact (kind, forename, surname, forename_key, surname_key)`,
    `'preferred', 'Daisy', 'Lane', '', ''`,
  )
  await says(
    'Amina Yusuf',
    `name_fact (kind, forename, surname, forename_key, surname_key)`,
    `'legal', 'Aamina', 'Youssef', '', ''`,
  )
  await says('Amina Yusuf', `identifier_fact (kind, value)`, `'former_upn', '${upn}'`)
  await says('Amina Yusuf', `identifier_fact (kind, value)`, `'nhs_number', '9434765919'`)
  await says(
    'Amina Yusuf',
    `address_fact (postcode, postcode_key, town, in_area)`,
    `'ZY3 2AB', 'ZY32AB', 'Marlford', true`,
  )
})
after(() => county?.drop())

const ids = new Map<string, string>()
const upn = makeUpn('899200126001')
const children = [
  ...[
    ['Nneka', 'Okonkwo', '2014-02-03'],
    ['Mohammed', 'Khan', '2014-05-06'],
    ['Muhammad', 'Khan', '2015-05-06'],
    ['Khan', 'Mohammed', '2016-01-01'],
  ],
  ...[
    ['William', 'Ashdown', '2013-03-04'],
    ['Wilhelmina', 'Ashdowne', '2013-03-04'],
    ['Oleksandr', 'Kovalenko', '2012-08-09'],
    ['Юлия', 'Бондаренко', '2012-08-09'],
  ],
  ...[
    ['Chidi', 'Okafor', '2011-01-02'],
    ['Margaret', 'Lane', '2015-06-07'],
    ['Amina', 'Yusuf', '2016-07-08'],
    ['Mary Ann', 'O’Brien-Núñez', '2012-12-24'],
  ],
  ...[
    ['Siobhan', 'Kelly', '2013-09-09'],
    ['Li', 'Ng', '2017-09-09'],
    ['Jo', 'Al-Hassan', '2018-01-01'],
    ['Hussain', 'Ali', '2014-01-01'],
    ['Hassan', 'Ali', '2014-01-01'],
  ],
] as const

/** Puts one more fact on the record of the child so named, and has the names worked out. */
async function says(name: string, table: string, values: string): Promise<void> {
  const [, into = '', columns = ''] = /^(\w+) \((.*)\)$/.exec(table) ?? []
  const id = ids.get(name) ?? ''
  await county.superuser.query(
    `WITH made AS (INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'council_tax') RETURNING *)
     INSERT INTO ${into} (authority_id, record_id, starts_on, source, ${columns}) SELECT authority_id, id, '2018-01-01', source, ${values} FROM made`,
    [county.authority_id, id],
  )
  await lookAgain(county, [id])
}

const found = (typed: string, who = officer) => county.read(who, tx => searchChildren(tx, typed, 0, who))
const names = async (typed: string, who = officer) => (await found(typed, who)).lines.map(line => line.known_as)
const first = async (typed: string) => (await found(typed)).lines[0]

test('found by whatever the name may have been written as, and told why', async () => {
  for (const [typed, name, why] of [
    ['nneka okonkow', 'Nneka Okonkwo', ['Surname spelt Okonkwo; you typed okonkow']],
    ['Okonkwo Nneka', 'Nneka Okonkwo', []],
    ['bill ashdown', 'William Ashdown', ['Bill is short for William']],
    [
      'mohamed kahn',
      'Mohammed Khan',
      ['Forename spelt Mohammed; you typed mohamed', 'Surname spelt Khan; you typed kahn'],
    ],
    ['alexander kovalenko', 'Oleksandr Kovalenko', ['Oleksandr is another form of Alexander']],
    [
      'yulia bondarenko',
      'Юлия Бондаренко',
      ['Forename Юлия sounds like yulia', 'Surname Бондаренко sounds like bondarenko'],
    ],
    ['chidi khan', 'Chidi Okafor', ['Khan is a former surname']],
    ['daisy lane', 'Daisy Lane', []],
    ['margaret lane', 'Daisy Lane', []],
    ['amina youssef', 'Amina Yusuf', ['Also recorded as Youssef']],
    ['shivaun kelly', 'Siobhan Kelly', ['Forename Siobhan sounds like shivaun']],
    ['maryann obrien', 'Mary Ann O’Brien-Núñez', []],
    ['mary ann nunez', 'Mary Ann O’Brien-Núñez', []],
    ['jo alhassan', 'Jo Al-Hassan', []],
    ['mary grace obrien', 'Mary Ann O’Brien-Núñez', ['Nothing is like “grace”']],
    ['li gn', 'Li Ng', ['Surname spelt Ng; you typed gn']],
  ] as const) {
    const line = await first(typed)
    assert.equal(line?.known_as, name, typed)
    assert.deepEqual(line?.why, why, typed)
  }
})

test('the likeliest stands first', async () => {
  assert.deepEqual((await names('mohammed khan')).slice(0, 3), ['Mohammed Khan', 'Khan Mohammed', 'Muhammad Khan'])
  assert.deepEqual((await names('ashdown')).slice(0, 2), ['William Ashdown', 'Wilhelmina Ashdowne'])
  assert.equal((await names('hassan ali'))[0], 'Hassan Ali')
  // A former name after the names of today.
  assert.deepEqual((await names('khan')).at(-1), 'Chidi Okafor')
})

test('a year, a birth date, a postcode beside the name narrows; when nobody fits all of it, the name alone is said to be found', async () => {
  assert.deepEqual(await names('mohamed khan 2015'), ['Muhammad Khan'])
  assert.deepEqual(await names('khan 6/5/2014'), ['Mohammed Khan'])
  assert.deepEqual(await names('yusuf ZY3 2AB'), ['Amina Yusuf'])
  assert.deepEqual(await names('yusuf ZY3'), ['Amina Yusuf'])
  const none = await found('nneka okonkwo 2001')
  assert.deepEqual([none.widened, none.lines.map(line => line.known_as)], [true, ['Nneka Okonkwo']])
  assert.equal((await first('yusuf'))?.area, 'Marlford, ZY3')
})

test('found by a former UPN, in small letters, without its letter or with a wrong one, and by the NHS number', async () => {
  const wrong = `${upn.startsWith('A') ? 'B' : 'A'}${upn.slice(1)}`
  for (const typed of [upn, upn.toLowerCase(), upn.slice(1), wrong]) {
    const line = await first(typed)
    assert.deepEqual([line?.known_as, line?.why], ['Amina Yusuf', [`Former UPN ${upn}`]], typed)
  }
  assert.deepEqual(await names('943 476 5919'), ['Amina Yusuf'])
  assert.deepEqual(await names('ZY3 2AB'), ['Amina Yusuf'])
  assert.deepEqual(await names('8 July 2016'), ['Amina Yusuf'])
})

test('nobody is found by what nobody is called', async () => {
  for (const typed of ['zzyzx', 'nneka zzyzx', '%', '_%', '12345', 'khan okonkwo'])
    assert.deepEqual(await names(typed), [], typed)
})

test('every slip of the hand in one part of a name still finds the child', async () => {
  const slip = fc.tuple(fc.nat(3), fc.nat(20), fc.constantFrom(...'aeioubdknrstz'))
  const one = (text: string, [kind, at, letter]: [number, number, string]): string => {
    const list = [...text]
    const place = at % list.length
    if (kind === 0) list.splice(at % (list.length + 1), 0, letter)
    else if (kind === 1 && list.length > 1) list.splice(place, 1)
    else if (kind === 2) list[place] = letter
    else list.splice(place, 2, ...list.slice(place, place + 2).reverse())
    return list.join('')
  }
  const plain = children.filter(([forename, surname]) => /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(`${forename} ${surname}`))
  await county.read(officer, async tx => {
    const find = (typed: string) => findChildren(tx, understand(typed, county.today), county.today)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...plain), fc.boolean(), slip, async ([forename, surname], inSurname, how) => {
        const [person] = await find(`${forename} ${surname}`)
        const typed = inSurname ? `${forename} ${one(surname, how)}` : `${one(forename, how)} ${surname}`
        assert.ok(
          (await find(typed)).some(hit => hit.person_id === person?.person_id),
          typed,
        )
      }),
      { numRuns: 120 },
    )
  })
})
