/** Every `extensions.code` of the gateway (docs/errors.md). A test compares the list with the gateway's own. */
export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FEATURE_DISABLED',
  'TOO_MANY_REQUESTS',
  'QUERY_TOO_EXPENSIVE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'VENDOR_NOT_CONFIGURED',
  'VENDOR_UNAUTHORIZED',
  'VENDOR_FORBIDDEN',
  'VENDOR_RATE_LIMITED',
  'VENDOR_TIMEOUT',
  'VENDOR_UNAVAILABLE',
  'VENDOR_BAD_RESPONSE',
  'INTERNAL_SERVER_ERROR',
] as const

export type ErrorCode = (typeof errorCodes)[number]
