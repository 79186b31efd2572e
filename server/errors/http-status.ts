import type { ErrorCode } from './codes.ts'

const statuses: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 400,
  QUERY_TOO_EXPENSIVE: 400,
}

/** The HTTP status of a call that is refused for this reason before anything of it runs; undefined: it is no refusal. */
export const statusOfRefusal = (code: ErrorCode): number | undefined => statuses[code]
