import { makeCounty } from './county.ts'
import { fromIso } from './days.ts'
import { CARRIED } from './stories/carried.ts'
import { countyStories } from './stories.ts'

/** Names do not depend on the day or on how large the county is. */
const ANY_DAY = '2026-11-22'

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** `docs/demonstration.md`: the stories of the made-up county, whom to look for, and what to see. */
export function demonstrationPage(): string {
  const county = makeCounty(899, 3000, fromIso(ANY_DAY), 3)
  let number = 0
  const rows = countyStories(county).flatMap(story =>
    story.families.flat().map(({ part, expect, make }) => {
      number += 1
      const { forename, surname } = make(number)
      const state = String(expect.state_after ?? expect.state).replaceAll('_', ' ')
      const sealed = expect.protected === true
      const { carried_as, later } = CARRIED[story.number] ?? { carried_as: '', later: '' }
      return `| ${story.number === 0 ? '–' : story.number} | ${cell(story.title)} | ${forename.text} ${surname.text}${sealed ? ' (sealed)' : ''} | ${part} | ${state} | ${expect.case === true ? 'yes' : ''} | ${carried_as}${later === '' ? '' : `; later: ${later}`} |`
    }),
  )
  return `# The demonstration

Made by \`npm run stories\` from \`county/stories/\`; a test fails when it is not current. Nobody here is real.

\`npm start\` makes the county of Marlshire up where the database is empty: 3,000 children, three years of rolls, the 25 stories below. On
the sign-in page you can be anyone; Maren Ashgrave, officer for children missing education, finds each of these by name, the sealed ones
included, because she brought their list in. \`npm run county -- --children 150000\` makes and loads a county of that size into an empty database,
with ten years of rolls and the many cases of a large team; \`county/README.md\` says how.

Dates move with the day on which the county is made: **D** is the last Tuesday on which schools are open. What is expected of each child, and where
its rows stand, is in \`truth.json\` beside the county's files; \`county/stories-found.test.ts\` and \`stories-listed.test.ts\` hold all of it on the real pages, as each role.

| Story | Title | Child | Part | State | Open case | Carried as |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}
