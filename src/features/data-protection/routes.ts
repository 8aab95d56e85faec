import { sql } from 'kysely'
import { verifyAudit } from '../../ground/audit.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { HttpError } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { addDays } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { auditUrl, verifyAuditUrl } from './addresses.ts'
import { verifyForm } from './forms.ts'
import { auditStanding } from './standing.ts'
import { auditPage, standingWords, verdictModel, verdictPage } from './views.ts'

export function dataProtectionRoutes(page: Pages, parts: Parts): void {
  const auditorUrl = (): string | null => parts.connection.auditor_url

  page.get(auditUrl, { may: 'audit.read', audit: 'audit log looked at' }, async ({ tx, identity, reply, today }) => {
    const { rows } = await sql<{ head: string | null }>`SELECT audit_head() AS head`.execute(tx)
    const { authority_id } = personOnly(identity)
    const auditor_url = auditorUrl()
    return reply.page(auditPage, {
      title: 'Audit log',
      head: rows[0]?.head ?? null,
      standing:
        auditor_url === null ? null : standingWords(await auditStanding(auditor_url, authority_id, addDays(today, -6))),
      form: drawForm(verifyForm),
    })
  })

  page.ask(
    verifyAuditUrl,
    { may: 'audit.read', audit: 'audit log verified', limit: { most: 10, seconds: 60 } },
    async ({ identity, body, reply, today }) => {
      const auditor_url = auditorUrl()
      if (auditor_url === null)
        throw new HttpError(409, 'Verify from the command line', [
          'This server was not given the auditor’s connection.',
          'Whoever looks after it runs: npx onroll audit verify --head HASH',
        ])
      const posted = parseForm(verifyForm, body)
      if (!posted.ok) {
        const { authority_id } = personOnly(identity)
        const standing = await auditStanding(auditor_url, authority_id, addDays(today, -6))
        const form = drawForm(verifyForm, { failed: posted })
        return reply.page(auditPage, {
          title: 'Audit log',
          head: standing.head,
          standing: standingWords(standing),
          form,
        })
      }
      const { head } = posted.values
      const verdict = await verifyAudit(auditor_url, head ?? undefined)
      return reply.page(verdictPage, {
        title: verdict.whole ? 'The audit log is whole' : 'The audit log is not whole',
        back: { href: auditUrl, text: 'Audit log' },
        ...verdictModel(verdict, head),
      })
    },
  )
}
