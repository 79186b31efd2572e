import { type Problem, problemsOf } from './problems.ts'

interface Result<Data> {
  readonly data?: Data | undefined
  readonly previousData?: Data | undefined
  readonly error?: unknown
}

/**
 * What a page may show of the result of its question, and what went wrong. An answer that failed must not pass off
 * older rows as its own; only a lost session keeps them, under its dialog.
 */
export function answerOf<Data>(result: Result<Data>): { data: Data | undefined; problems: Problem[] } {
  const problems = problemsOf(result.error)
  const keepsPrevious = problems.every(({ code }) => code === 'UNAUTHENTICATED')
  return { data: result.data ?? (keepsPrevious ? result.previousData : undefined), problems }
}
