import type { Engine } from '../../src/ground/database/identity.ts'
import type { JobContext, JobKind } from '../../src/ground/jobs/work.ts'
import { Look } from '../../src/ground/look.ts'
import type { TestCounty } from './county.ts'

/** What a kind of work is given, on the county's own database: as the worker gives it, without a queue. */
export function engineWork(county: TestCounty, change: Partial<JobContext> = {}): JobContext & { sentences: string[] } {
  const engine: Engine = {
    kind: 'engine',
    name: 'test',
    authority_id: county.authority_id,
    asked_by: null,
    today: county.today,
  }
  const sentences: string[] = []
  const look = () => new Look({ purpose: 'test work', route: 'test' })
  return {
    job_id: '00000000-0000-0000-0000-000000000000',
    subject_id: null,
    engine,
    asked_by: null,
    sentences,
    progress: async now => void sentences.push(now.sentence),
    read: (_, work) => {
      const seen = look()
      return county.door.read(engine, seen, tx => work(tx, seen))
    },
    write: (_, work) => {
      const seen = look()
      return county.door.write(engine, seen, tx => work(tx, seen))
    },
    ...change,
  }
}

/** Does a piece of work to its end. */
export const doWork = (county: TestCounty, kind: JobKind): Promise<void> => kind.run(engineWork(county))
