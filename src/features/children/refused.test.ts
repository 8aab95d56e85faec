import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})

test('a refused look is in the audit log with the child that was asked for, and the answer does not tell whether there is one', async () => {
  const head = await app.as(await county.person('school_head'))
  const theirs = await plantChild(county, {
    surname: 'Elsewhere',
    rolls: [['2026-09-02', null, { school_urn: 990002 }]],
  })
  const none = '01900000-0000-7000-8000-000000000000'
  const answers: number[] = []
  for (const id of [theirs, none])
    for (const path of ['', '/identity', '/history', '/facts/name/add'])
      answers.push((await head.get(`/children/${id}${path}`)).status)
  assert.deepEqual(answers.slice(0, 4), answers.slice(4))
  assert.ok(answers.every(status => status === 403 || status === 404))
  const events = async (id: string) =>
    (
      await county.superuser.query(
        `SELECT action, field_names FROM audit_event WHERE $1 = ANY (child_ids) AND role = 'school_head' ORDER BY seq`,
        [id],
      )
    ).rows
  const expected = ['child viewed', 'child’s identity viewed', 'child’s history viewed', 'fact added: form'].map(
    action => ({ action: `refused: ${action}`, field_names: [] }),
  )
  assert.deepEqual(await events(theirs), expected)
  assert.deepEqual(await events(none), expected)
})
