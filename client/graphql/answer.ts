import { type Problem, problemsOf } from './problems.ts'

interface Result<Data> {
  readonly data?: Data | undefined
  readonly previousData?: Data | undefined
  readonly error?: unknown
}

/**
 * The data and problems that a page shows for its operation. Data of the previous operation stay while the answer is
 * loading, and when there was none: the gateway is unreachable or the session has ended. They are marked as such, since
 * they must not be mistaken for the answer. An operation answered with an error shows no previous data.
 */
export function answerOf<Data>(result: Result<Data>): {
  readonly data: Data | undefined
  /** Whether the data belong to a previous operation. */
  readonly isPrevious: boolean
  /** Whether previous data may be shown instead. */
  readonly mayShowPrevious: boolean
  readonly problems: Problem[]
} {
  const problems = problemsOf(result.error)
  const mayShowPrevious = problems.every(isWithoutAnswer)
  const previous = mayShowPrevious ? result.previousData : undefined
  return {
    data: result.data ?? previous,
    isPrevious: result.data === undefined && previous !== undefined,
    mayShowPrevious,
    problems,
  }
}

/**
 * The gateway is unreachable, as reported by `gateway-link.ts` and `problems.ts`, the session has ended, or this person has
 * asked too often.
 */
const isWithoutAnswer = ({ code }: Problem) => /^(UNAUTHENTICATED|TOO_MANY_REQUESTS|UNREACHABLE|HTTP_5\d\d)$/.test(code)
