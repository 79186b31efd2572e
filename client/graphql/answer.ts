import { type Problem, problemsOf } from './problems.ts'

interface Result<Data> {
  readonly data?: Data | undefined
  readonly previousData?: Data | undefined
  readonly error?: unknown
}

/**
 * What a page may show of the result of its question, and what went wrong. Rows of an earlier question stay while the
 * answer is on its way, and when there was none at all: the gateway is out of reach or the session has ended. They are
 * then marked as such, since they must not pass for the answer; a question that was answered with a fault shows no others.
 */
export function answerOf<Data>(result: Result<Data>): {
  readonly data: Data | undefined
  /** Whether the data are those of an earlier question. */
  readonly isPrevious: boolean
  /** Whether older data may stay in its place. */
  readonly keepsPrevious: boolean
  readonly problems: Problem[]
} {
  const problems = problemsOf(result.error)
  const keepsPrevious = problems.every(isWithoutAnswer)
  const previous = keepsPrevious ? result.previousData : undefined
  return {
    data: result.data ?? previous,
    isPrevious: result.data === undefined && previous !== undefined,
    keepsPrevious,
    problems,
  }
}

/** The gateway is out of reach, as `gateway-link.ts` and `problems.ts` say it, or the session has ended. */
const isWithoutAnswer = ({ code }: Problem) => /^(UNAUTHENTICATED|UNREACHABLE|HTTP_5\d\d)$/.test(code)
