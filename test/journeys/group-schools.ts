import { people, type Stage } from './stage.ts'

/** A group with schools in it and an officer for all of it, and closed schools that have an officer still: where each page of theirs has an instance. */
export async function groupSomeSchools(stage: Stage): Promise<void> {
  const manager = await stage.visit()
  await manager.signInAs(people.manager)
  await manager.open('/schools/groups/new?kind=other')
  await manager.fill('What is it called?', 'Schools of the attendance pilot')
  await manager.fillDay('From which day?', '2024-09-01')
  await manager.press('Make the group')
  await manager.sees('The group is made')
  const group = manager.path
  const open = await schoolsOf(stage, 'open')
  await manager.follow('Put schools in')
  await manager.fill('Which schools?', open.slice(0, 2).join('\n'))
  await manager.fillDay('From which day?', '2025-09-01')
  await manager.press('See what it would change')
  await manager.sees(/This would put 2 schools into a group/)
  await manager.press('Change the groups')
  await manager.sees('The groups are changed')
  for (const page of [group, ...(await schoolsOf(stage, 'closed')).slice(0, 3).map(urn => `/schools/${urn}`)]) {
    await manager.open(`${page}/officers/new`)
    await manager.pick('In which role?', 'Fair access officer')
    await manager.choose('Somebody else')
    await manager.fill('Name', 'Wren Ashdown')
    await manager.fillDay('From which day?', '2025-09-01')
    await manager.press('Name the officer')
    await manager.sees('The officer is named')
    stage.trail.push(page)
  }
  await manager.leave()
}

/** The URNs of the schools of ours that are open or closed, the first of the list. */
async function schoolsOf(stage: Stage, status: 'open' | 'closed'): Promise<string[]> {
  const visitor = await stage.visit()
  await visitor.signInAs(people.manager)
  const { text } = await visitor.get(`/schools?status=${status}`)
  await visitor.leave()
  return [...text.matchAll(/href="\/schools\/(\d{6})"/g)].map(([, urn]) => urn ?? '')
}
