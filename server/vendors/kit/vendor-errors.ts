import type { VendorErrorCode } from '../../errors/codes.ts'
import type { GatewayErrorOptions } from '../../errors/gateway-error.ts'
import { VendorError, type Vendor } from '../../errors/vendor-error.ts'
import { readRetryAfterMs, readRetryAfterSeconds } from './retry-after.ts'
import type { Classification, VendorAnswer } from './vendor-call.ts'
import { isRow, rowsIn, type WireRow } from './wire.ts'

type Messages = Record<VendorErrorCode, string>

/** What distinguishes a vendor's errors. */
export interface VendorErrorOptions {
  readonly vendor: Vendor
  /** Display name. */
  readonly name: string
  /** Messages for clients: how a vendor grants access is its own; the others have a default. */
  readonly messages: Pick<Messages, 'VENDOR_UNAUTHORIZED' | 'VENDOR_FORBIDDEN' | 'VENDOR_RATE_LIMITED'> &
    Partial<Messages>
  /** Backoff after a rate limit without `Retry-After`. */
  readonly limit: LimitDefaults
}

interface LimitDefaults {
  /** What clients are told, in seconds. */
  readonly retryAfterSeconds: number
  /** The gateway's own backoff, in milliseconds; that of the retry rule by default. */
  readonly waitMs?: number
}

/** Creates one vendor's errors, and the parts of its classifier that all vendors share. */
export interface VendorErrors {
  readonly vendor: Vendor
  /** Display name. */
  readonly name: string
  /** An error worded for clients. */
  error(code: VendorErrorCode, message?: string, options?: GatewayErrorOptions): VendorError
  /** A refusal: it would be refused again. */
  refusal(code: VendorErrorCode, reason: string, message?: string): Classification
  /** A vendor failure; backs off as long as `Retry-After` says, if present. */
  trouble(answer: VendorAnswer, message?: string): Classification
  /** Rate limited; backs off as long as `Retry-After` says, else by the defaults. */
  limit(answer: VendorAnswer, reason?: string, defaults?: LimitDefaults): Classification
  /** The rows of a list. @throws VendorError `VENDOR_BAD_RESPONSE` for anything that is not a list */
  rowsOf(list: unknown): WireRow[]
  /** A row. @throws VendorError `VENDOR_BAD_RESPONSE` for anything else */
  rowOf(value: unknown): WireRow
  /** Classifies by the status alone, for all that a vendor does not spell in its own way; null for success. */
  byStatus(answer: VendorAnswer): Classification | null
}

export function createVendorErrors({ vendor, name, limit: usualLimit, ...own }: VendorErrorOptions): VendorErrors {
  const messages: Messages = {
    VENDOR_UNAVAILABLE: `${name} is not working properly at the moment.`,
    VENDOR_BAD_RESPONSE: `${name} gave an answer that could not be read.`,
    VENDOR_TIMEOUT: `${name} did not answer in time.`,
    VENDOR_NOT_CONFIGURED: `${name} is not set up on this gateway.`,
    ...own.messages,
  }
  const error: VendorErrors['error'] = (code, message = messages[code], options) =>
    new VendorError(vendor, code, message, options)
  const refusal: VendorErrors['refusal'] = (code, reason, message) => ({
    error: error(code, message),
    kind: 'never',
    reason,
  })

  /** With the backoff that `Retry-After` asks for. */
  function waiting(code: VendorErrorCode, answer: VendorAnswer, defaults: Partial<LimitDefaults>, message?: string) {
    const retryAfterSeconds = readRetryAfterSeconds(answer) ?? defaults.retryAfterSeconds
    const askedWaitMs = readRetryAfterMs(answer) ?? defaults.waitMs
    return { error: error(code, message, { retryAfterSeconds }), ...(askedWaitMs !== undefined && { askedWaitMs }) }
  }

  const trouble: VendorErrors['trouble'] = (answer, message) => ({
    ...waiting('VENDOR_UNAVAILABLE', answer, { waitMs: 0 }, message),
    kind: 'trouble',
    reason: `status-${answer.status}`,
  })
  const limit: VendorErrors['limit'] = (answer, reason = 'limit', defaults = usualLimit) => ({
    ...waiting('VENDOR_RATE_LIMITED', answer, defaults),
    kind: 'limit',
    reason,
  })

  return {
    vendor,
    name,
    error,
    refusal,
    trouble,
    limit,
    rowsOf(list) {
      if (!Array.isArray(list)) throw error('VENDOR_BAD_RESPONSE')
      return rowsIn(list)
    },
    rowOf(value) {
      if (!isRow(value)) throw error('VENDOR_BAD_RESPONSE')
      return value
    },
    byStatus(answer) {
      const { status } = answer
      // Maintenance pages sometimes have status 200.
      if (status >= 200 && status < 300) return isHtml(answer) ? refusal('VENDOR_BAD_RESPONSE', 'html') : null
      if (status === 401) return refusal('VENDOR_UNAUTHORIZED', 'credentials')
      if (status === 403) return refusal('VENDOR_FORBIDDEN', 'rights')
      if (status === 429) return limit(answer)
      return status >= 500 ? trouble(answer) : refusal('VENDOR_BAD_RESPONSE', `status-${status}`)
    },
  }
}

const isHtml = ({ headers, body }: VendorAnswer) =>
  /html/i.test(String(headers['content-type'] ?? '')) || /^\s*</.test(body.slice(0, 100))
