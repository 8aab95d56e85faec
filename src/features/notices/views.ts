import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatInstant } from '../people/index.ts'
import { readNoticeUrl } from './addresses.ts'
import type { Notice } from './queries.ts'

export interface NoticeLine {
  text: string
  href: string | null
  made: string
  read: string | null
  read_href: string
}

export const noticesPage = view<
  PageModel & { notices: readonly NoticeLine[]; unread_only: boolean; older: string | null; form: DrawnForm }
>('features/notices/views/notices.njk')

export const markedRead = flash('notices_read', count =>
  count === 1 ? 'The notice is marked as read.' : `${count} notices are marked as read.`,
)

export const noticeLine = (notice: Notice): NoticeLine => ({
  text: notice.text,
  href: notice.href,
  made: formatInstant(notice.made_at),
  read: notice.read_at && formatInstant(notice.read_at),
  read_href: readNoticeUrl(notice.id),
})
