/**
 * Every `extensions.code` of the graph, for clients to switch on. Additions are fine, removals are breaking.
 * docs/errors.md documents each one; a test keeps the two in sync.
 */
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

/** A stable machine-readable reason. */
export type ErrorCode = (typeof errorCodes)[number]

/** Codes for fields that are null because of a vendor, rather than the caller or the gateway. */
export type VendorErrorCode = Extract<ErrorCode, `VENDOR_${string}`>
