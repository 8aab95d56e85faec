import type { Pages, Parts } from '../../ground/feature.ts'
import { doors } from './doors.ts'
import { formPages } from './form-pages.ts'
import { sendPages } from './send-pages.ts'
import { statusPages } from './status-pages.ts'

export function routes(page: Pages, parts: Parts): void {
  for (const door of doors) {
    formPages(page, parts, door)
    sendPages(page, parts, door)
  }
  statusPages(page)
}
