import type { RegisterProblem } from './register.ts'

/** What was wrong with a file: the first thousand of each kind, and how many there were. */
export interface ImportedProblems {
  /** Rows left out, and where reading ended early. */
  refused: RegisterProblem[]
  refused_count: number
  /** What was left empty or aside; no school is lost. */
  noted: RegisterProblem[]
  noted_count: number
}

const most = 1000

/** Gathers problems without growing with a bad file. */
export class ProblemsTold {
  readonly #kinds = {
    refused: { first: [] as RegisterProblem[], count: 0 },
    noted: { first: [] as RegisterProblem[], count: 0 },
  }

  add(problem: RegisterProblem): void {
    const kind = this.#kinds[problem.severity === 'noted' ? 'noted' : 'refused']
    kind.count += 1
    if (kind.first.length < most) kind.first.push(problem)
  }

  all(): ImportedProblems {
    const { refused, noted } = this.#kinds
    return { refused: refused.first, refused_count: refused.count, noted: noted.first, noted_count: noted.count }
  }
}
