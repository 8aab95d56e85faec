import type { Pages, Parts } from '../../ground/feature.ts'
import { doors } from './doors.ts'
import { formPages } from './form-pages.ts'
import { oursPages } from './ours-page.ts'
import { queuePages } from './queue-page.ts'
import { sendPages } from './send-pages.ts'
import { statusPages } from './status-pages.ts'
import { triagePages } from './triage-pages.ts'

export function routes(page: Pages, parts: Parts): void {
  for (const door of doors) {
    formPages(page, parts, door)
    sendPages(page, parts, door)
  }
  statusPages(page)
  // Addresses with a word of their own come before those with an id.
  oursPages(page)
  queuePages(page)
  triagePages(page)
}
