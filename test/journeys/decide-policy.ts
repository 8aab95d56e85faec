import { addDays } from '../../src/rulebook/index.ts'
import { today } from './days.ts'
import { throughProgress } from './list-page.ts'
import { people, type Stage } from './stage.ts'

/**
 * A policy that was decided and whose day has not come, and one that was counted and that nobody decided: where each page of
 * theirs has an instance.
 */
export async function decidePolicy(stage: Stage): Promise<void> {
  const administrator = await stage.visit()
  await administrator.signInAs(people.administrator)
  for (const hours of ['13', '12']) {
    await administrator.open('/policies')
    await administrator.follow('Change the policy')
    await administrator.follow('Bands of 2015')
    await administrator.fillDay('From which day does it hold?', addDays(today(), 30))
    await administrator.fill('Who decided it, and why?', 'Children’s committee, item 6.')
    await administrator.page.getByText(/^Amber under:/).click()
    await administrator.fill(/Yours for “Amber under”/, hours)
    await administrator.fill(/Why another for “Amber under”/, 'More children are to be watched.')
    await administrator.press('See what would change')
    await throughProgress(administrator)
    await administrator.sees(/for \d+ of|Nothing changes/)
    stage.trail.push(administrator.path)
    if (hours === '12') break
    await administrator.press('Decide this policy')
    await throughProgress(administrator)
    await administrator.sees('To come')
  }
  await administrator.leave()
}
