import { randomUUID } from 'node:crypto'
import { fingerprintOf, keyFileText, makeKeys, seal } from '../../src/features/other-councils/packet-text.ts'
import { addDays } from '../../src/rulebook/index.ts'
import { today } from './days.ts'
import { people, type Stage } from './stage.ts'

const ours = { code: '899', name: 'Marlshire County Council' }

/** Keys of our own and of a council beside us; an enquiry of ours, and one of theirs that waits for an answer. */
export async function askAnotherCouncil(stage: Stage): Promise<void> {
  const southmere = makeKeys()
  const from = { code: '893', name: 'Southmere Council' }
  const keeper = await stage.visit()
  await keeper.signInAs(people.administrator)
  await keeper.open('/other-councils/key')
  await keeper.page.getByRole('checkbox').check({ force: true })
  await keeper.press('Make it')
  await keeper.open('/other-councils/add')
  await keeper.fill('The key file of the council', keyFileText({ ...from, public_key: southmere.public_key }))
  await keeper.fill(/Its fingerprint/, fingerprintOf(southmere.public_key))
  await keeper.fill('Who told you, and how?', 'Their duty desk, by telephone')
  await keeper.press('Add it')
  await keeper.leave()

  const officer = await stage.visit()
  await officer.signInAs(people.missingEducation)
  await officer.open('/cases')
  await officer.page.locator('main tbody th a').first().click()
  await officer.follow('Ask another council')
  await officer.pickMatching('Which council?', from.name)
  await officer.press('Make the packet')

  const child = { forename: 'Rowan', surname: 'Tidewell', known_as: null, born_on: '2014-05-06', upn: null }
  const packet = seal(
    {
      ...{ onroll: 1, kind: 'enquiry', id: randomUUID(), from, to: ours, asks: 'Do you know this child?' },
      ...{ made_on: today(), due_on: addDays(today(), 14) },
      child: { ...child, sex: 'F', last_address: null },
    },
    southmere,
  )
  await officer.open('/packets/read')
  await officer.attach('packet_file', 'enquiry.json', packet)
  await officer.press('Open it')
  await officer.sees('Rowan Tidewell')
  await officer.leave()
}
