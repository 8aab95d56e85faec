import { people, type Stage } from './stage.ts'

/** Two records joined into one child, two kept apart for good: where each page of such a decision has an instance. The trail leads there. */
export async function decideWhoIsOne(stage: Stage): Promise<void> {
  const manager = await stage.visit()
  await manager.signInAs(people.manager)
  const { text } = await manager.get('/children?state=on_roll')
  const [one, other, third, fourth] = [
    ...new Set([...text.matchAll(/href="\/children\/([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '')),
  ]
  await manager.open(`/children/${one}/records/join/${other}`)
  await manager.choose('The same child: join the records')
  await manager.fill('Why?', 'The school says that both rows are its pupil')
  await manager.press('Decide')
  await manager.sees('The records are joined into this child')
  await manager.sees('Joined with another record')
  stage.trail.unshift(manager.path, `${manager.path}/join/${third}`)
  await manager.open('/never-joined/new')
  await manager.fill('One record', `/children/${third}`)
  await manager.fill('The other record', `/children/${fourth}`)
  await manager.choose('Adoption: the earlier identity must not lead to the new one')
  await manager.fill('Say more', 'Order of the family court')
  await manager.press('Keep them apart for good')
  await manager.sees('The two are kept apart for good')
  await manager.leave()
}
