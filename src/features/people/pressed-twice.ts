import { UsedAlready } from '../../ground/database/once.ts'
import type { Answer, PageReply } from '../../ground/web/reply.ts'

/** Answers with the work's own page, or, when its form was sent before, with where the first press led. */
export async function orWhereItLed(reply: PageReply, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (problem) {
    if (problem instanceof UsedAlready) return reply.redirect(problem.result)
    throw problem
  }
}
