import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { commandFolder } from '../../test/support/run-command.ts'
import { commands } from './index.ts'

const here = commandFolder()
after(() => here.remove())

const wrongly = async (...words: string[]) => {
  const { code, printed, complained } = await here.run(...words)
  assert.equal(code, 2, words.join(' '))
  assert.equal(printed, '')
  return complained
}

test('every command is listed under its own name', async () => {
  for (const [name, load] of commands) {
    const command = await load()
    assert.equal(command.name, name)
    assert.ok(command.usage === name || command.usage.startsWith(`${name} `), name)
  }
})

test('age: when compulsory school age begins and ends', async () => {
  const age = (born: string, on: string) => here.json('age', '--born', born, '--on', on)
  // Fifth birthday on a prescribed day; sixteen on 31 August 2037, in the school year that ends in 2037.
  const span = { starts_on: '2026-08-31', ends_on: '2037-06-26' }
  assert.deepEqual(await age('2021-08-31', '2026-08-30'), { ...span, compulsory_school_age: false })
  assert.deepEqual(await age('2021-08-31', '2026-08-31'), { ...span, compulsory_school_age: true })
  assert.deepEqual(await age('2010-09-01', '2027-06-26'), {
    ...{ starts_on: '2015-12-31', ends_on: '2027-06-25', compulsory_school_age: false },
  })
  const said = await here.run('age', '--born', '2021-08-31', '--on', '2026-09-01')
  assert.equal(
    said.printed,
    'Of compulsory school age on Tuesday 1 September 2026: it runs from Monday 31 August 2026 to Friday 26 June 2037.\n',
  )
})

test('age: what is missing or no day is wrong usage', async () => {
  assert.match(await wrongly('age', '--born', '2021-08-31'), /Say the date of birth and the day/)
  assert.match(
    await wrongly('age', '--born', '31/08/2021', '--on', '2026-09-01'),
    /--born takes a day written YYYY-MM-DD/,
  )
  assert.match(await wrongly('age', '--born', '2021-02-29', '--on', '2026-09-01'), /2021-02-29 is none/)
  assert.match(await wrongly('age', '--born', '9999-01-01', '--on', '2026-09-01'), /before the year 9900/)
  assert.match(await wrongly('age', '--birth', '2021-08-31'), /Usage: onroll age/)
})

test('check: an identifier that is wrong is an answer and no failure', async () => {
  assert.deepEqual(await here.json('check', 'upn', 'b801200005001'), {
    ...{ valid: true, normalised: 'B801200005001', reason: null },
  })
  assert.deepEqual(await here.json('check', 'upn', 'A801200005001'), {
    valid: false,
    normalised: 'A801200005001',
    reason: 'The check letter does not fit: with these figures it would be B. Check for a slip.',
  })
  assert.deepEqual(await here.json('check', 'nhs', '943', '476', '5919'), {
    ...{ valid: true, normalised: '9434765919', reason: null },
  })
  assert.deepEqual(await here.json('check', 'uln', '1000000043'), {
    ...{ valid: true, normalised: '1000000043', reason: null },
  })
  const postcode = await here.json('check', 'postcode', 'ng227aa')
  assert.ok(postcode !== null && typeof postcode === 'object' && 'normalised' in postcode)
  assert.equal(postcode.normalised, 'NG22 7AA')
  assert.equal(
    (await here.run('check', 'uln', '1000000063')).printed,
    '1000000063 is not valid. The check figure does not fit. Check for a slip.\n',
  )
})

test('check: a kind that is not known, or no value, is wrong usage', async () => {
  assert.match(await wrongly('check', 'passport', '1'), /There is no check of passport: upn, uln, nhs, postcode\./)
  assert.match(await wrongly('check', 'upn'), /Something is missing/)
})

const bandWords = (hours: string, place: string, plan: string, stuck: string) => [
  ...['band', '--hours', hours, '--place', place, '--plan', plan, '--stuck', stuck],
]

test('band: the first that fits wins, and a gap is named', async () => {
  const bands: readonly (readonly [words: string[], band: string, because: RegExp])[] = [
    [bandWords('0', 'no', 'yes', 'yes'), 'red', /No school place, and recorded as stuck/],
    [bandWords('20', 'yes', 'no', 'yes'), 'red', /20 hours a week/],
    [[...bandWords('20', 'yes', 'no', 'yes'), '--full-time', '20'], 'green', /over 15/],
    [bandWords('15.5', 'no', 'no', 'no'), 'green', /over 15/],
    [bandWords('10', 'yes', 'yes', 'no'), 'amber', /under 11/],
    [bandWords('11', 'yes', 'yes', 'no'), 'unclassified', /11 to 15 hours a week/],
    [bandWords('15', 'yes', 'yes', 'no'), 'unclassified', /11 to 15 hours a week/],
    [bandWords('10', 'yes', 'no', 'no'), 'unclassified', /under 11 hours a week without a plan/],
  ]
  for (const [words, band, because] of bands) {
    const said = await here.json(...words)
    assert.ok(said !== null && typeof said === 'object' && 'band' in said && 'because' in said)
    assert.deepEqual(Object.keys(said), ['band', 'because'])
    assert.equal(said.band, band, words.join(' '))
    assert.match(String(said.because), because)
  }
  assert.match((await here.run(...bandWords('10', 'yes', 'yes', 'no'))).printed, /^Amber\. /)
})

test('band: a policy that does not stand, hours that are none, neither yes nor no', async () => {
  assert.match(
    await wrongly(...bandWords('10', 'yes', 'yes', 'no'), '--policy', 'elsewhere'),
    /There is no policy elsewhere today\. There are: .*default/,
  )
  assert.match(await wrongly(...bandWords('ten', 'yes', 'yes', 'no')), /--hours takes the hours a week/)
  assert.match(await wrongly(...bandWords('169', 'yes', 'yes', 'no')), /--hours takes the hours a week/)
  assert.match(await wrongly(...bandWords('10', 'maybe', 'yes', 'no')), /--place takes yes or no, and maybe is neither/)
  assert.match(await wrongly('band', '--hours', '10'), /--place takes yes or no/)
})

test('none of these loads what opens a database, and none leaves anything behind', async () => {
  const marks = here.write('marks.csv', ['upn,date,session,code', 'B801200005001,2026-01-12,AM,/'])
  for (const words of [
    ...[
      ['age', '--born', '2021-08-31', '--on', '2026-09-01'],
      ['check', 'upn', 'B801200005001'],
    ],
    ...[bandWords('10', 'yes', 'yes', 'no'), ['attendance', marks], ['rules'], ['due', 'L4', '--on', '2026-09-02']],
  ]) {
    const loaded = await here.loads(...words)
    assert.ok(loaded.some(url => url.endsWith('/src/rulebook/index.ts')))
    const heavy = loaded.filter(url =>
      /\/src\/(?:features|program|ground\/database)|node_modules\/(?:pg|fastify)\b/.test(url),
    )
    assert.deepEqual(heavy, [], words.join(' '))
  }
  assert.deepEqual(here.left(), [])
})
