import type { ErrorCode } from './codes.ts'

const statuses: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  BAD_USER_INPUT: 400,
  QUERY_TOO_EXPENSIVE: 400,
  // As clients of automatic persisted queries expect it.
  PERSISTED_QUERY_NOT_FOUND: 200,
  PERSISTED_QUERY_NOT_SUPPORTED: 200,
  TOO_MANY_REQUESTS: 429,
}

/** HTTP status of a call rejected with this code before execution; undefined if the code is not such a rejection. */
export const statusOfRefusal = (code: ErrorCode): number | undefined => statuses[code]
