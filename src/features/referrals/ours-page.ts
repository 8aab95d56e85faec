import { reachOf } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { ownReferralsUrl, referUrl } from './addresses.ts'
import { outcomeText, refusalText, stateText } from './codes.ts'
import { type OwnReferral, ownReferrals } from './queries.ts'
import { oursPage } from './views.ts'

/** What a school or service referred, and what became of it. It is told no more of the child than it said itself. */
export function oursPages(page: Pages): void {
  page.get(
    ownReferralsUrl,
    { may: 'referrals.send', audit: 'own referrals viewed' },
    async ({ tx, identity, reply }) => {
      const rows = await ownReferrals(tx, reachOf(personOnly(identity)))
      return reply.page(oursPage, {
        title: 'Our referrals',
        refer_href: referUrl,
        rows: rows.map(row => ({
          reference: row.reference,
          child: `${row.forename} ${row.surname}`,
          received: formatShortDay(row.received_on),
          state: stateText(row.state),
          outcome: outcomeOf(row),
        })),
      })
    },
  )
}

const outcomeOf = ({ outcome, refused_because }: OwnReferral): string =>
  outcome === 'refused' ? `${outcomeText(outcome)}: ${refusalText(refused_because)}` : outcomeText(outcome)
