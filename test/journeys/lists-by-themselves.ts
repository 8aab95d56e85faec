import { people, type Stage } from './stage.ts'

/** A kind of list of the authority's own, and a pick-up: where each page of theirs has an instance. */
export async function letListsArrive(stage: Stage): Promise<void> {
  const manager = await stage.visit()
  await manager.signInAs(people.manager)
  await manager.open('/lists/kinds/new')
  await manager.fill('Name of the kind', 'Refugee resettlement')
  await manager.choose('The child lives in the area')
  await manager.choose('Everybody who may read lists')
  await manager.fill('What does being on it mean?', 'Resettled in the area with their family.')
  await manager.fill('What does being missing from the next one mean?', 'Says nothing by itself.')
  await manager.press('Add the kind')
  await manager.sees('The kind is added')
  await manager.open('/lists/arrivals/pick-ups/new')
  await manager.choose('On an SFTP server')
  await manager.fill(/^Folder/, '/outbox')
  await manager.fill('Names of the files', 'roll*.csv')
  await manager.fill(/^Server/, 'sftp.example.org')
  await manager.fill('Name to sign in with', 'onroll')
  await manager.fill(/^Password/, 'made-up-password')
  await manager.fill('Key of the server', `SHA256:${'A'.repeat(43)}`)
  await manager.press('Set it up')
  await manager.sees('The pick-up is set up')
  await manager.leave()
}
