import { type DrawnForm, drawForm } from './drawn-forms.ts'
import { form } from './forms.ts'
import type { Asked, PageMaker, PageRule } from './page-maker.ts'
import { type PageModel, view } from './views.ts'

/** How far a job is. */
export interface Progress {
  title: string
  done: number
  /** 0 while it is not known. */
  total: number
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  /** Where it stands, in words: "1,200 of 3,000 children committed". */
  sentence: string
  /** Where to go on from here: its result when it is done, elsewhere while it runs. */
  next_href: string
}

interface ProgressModel extends PageModel, Progress {
  running: boolean
  cancel_href: string | null
  form: DrawnForm
}

const progressPage = view<ProgressModel>('ground/web/progress.njk')
const onlyKeys = form({})

/**
 * Adds the page of a job's progress: it draws itself anew without JavaScript and asks quietly with it, and can be left. `find`
 * throws Missing for a job that is not there; `cancel`, where a job can be stopped, adds the button and its route below the path.
 */
export function progressPages<Identity, Read, Write, Path extends string>(
  page: PageMaker<Identity, Read, Write>,
  path: Path,
  rule: PageRule,
  find: (asked: Asked<Identity, Read, Path>) => Promise<Progress>,
  cancel?: { rule: PageRule; stop: (asked: Asked<Identity, Write, `${Path}/cancel`>) => Promise<void> },
): void {
  page.get(path, rule, async asked => {
    const job = await find(asked)
    const { request, reply } = asked
    if (request.headers.accept === 'application/json') return reply.json(job)
    const running = job.state === 'waiting' || job.state === 'running'
    const here = request.url.split('?', 1)[0] ?? ''
    const cancelHref = cancel && running ? `${here}/cancel` : null
    return reply.page(progressPage, { ...job, running, cancel_href: cancelHref, form: drawForm(onlyKeys) })
  })
  if (!cancel) return
  page.post(`${path}/cancel`, cancel.rule, async asked => {
    await cancel.stop(asked)
    return asked.reply.redirect((asked.request.url.split('?', 1)[0] ?? '').replace(/\/cancel$/, ''))
  })
}
