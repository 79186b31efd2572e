/**
 * Every `extensions.code` the graph answers with: what a client may switch on. Additions are fine, removals break
 * callers. The table in docs/errors.md says what each one means; a test keeps the two alike.
 */
export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FEATURE_DISABLED',
  'TOO_MANY_REQUESTS',
  'QUERY_TOO_EXPENSIVE',
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

/** The codes that say a vendor, not the caller and not we, is why a field is null. */
export type VendorErrorCode = Extract<ErrorCode, `VENDOR_${string}`>
