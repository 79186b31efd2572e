import type { VendorErrorCode } from '../../errors/codes.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import { parseJson } from '../kit/parse-json.ts'
import { readRetryAfterMs, readRetryAfterSeconds } from '../kit/retry-after.ts'
import type { ClassifyResponse, VendorAnswer, VendorCall, Classification } from '../kit/vendor-call.ts'
import { refusedScope } from './scopes.ts'

const messages = {
  VENDOR_UNAUTHORIZED:
    'HubSpot refused the access token of this gateway. An administrator needs to check it (docs/hubspot.md).',
  VENDOR_FORBIDDEN: 'The access token of this gateway may not read this in HubSpot (docs/hubspot.md).',
  VENDOR_RATE_LIMITED: 'HubSpot is limiting requests of this account at the moment.',
  VENDOR_UNAVAILABLE: 'HubSpot is not working properly at the moment.',
  VENDOR_BAD_RESPONSE: 'HubSpot gave an answer that could not be read.',
  VENDOR_TIMEOUT: 'HubSpot did not answer in time.',
  VENDOR_NOT_CONFIGURED: 'HubSpot is not set up on this gateway.',
} satisfies Record<VendorErrorCode, string>

/** An error of this vendor, worded for clients. */
export function hubspotError(
  code: VendorErrorCode,
  message: string = messages[code],
  retryAfterSeconds?: number,
): VendorError {
  return new VendorError('HUBSPOT', code, message, { retryAfterSeconds })
}

function classification(
  code: VendorErrorCode,
  kind: Classification['kind'],
  reason: string,
  askedWaitMs = 0,
): Classification {
  return { error: hubspotError(code), kind, reason, askedWaitMs }
}

/** The relevant fields of an error body, all of them optional on the wire. */
interface ErrorBody {
  readonly message?: unknown
  readonly policyName?: unknown
  readonly errors?: unknown
  readonly context?: unknown
}

function readBody({ body }: VendorAnswer): ErrorBody {
  try {
    const parsed: unknown = parseJson(body)
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {}
  }
}

const isHtml = ({ headers, body }: VendorAnswer) =>
  /html/i.test(String(headers['content-type'] ?? '')) || /^\s*</.test(body.slice(0, 100))

/** Determines which limit was hit: by the policy's name, else by the text. `category` and `errorType` do not say. */
function limitOf({ policyName, message }: ErrorBody): 'daily' | 'secondly' | 'burst' {
  const words = [policyName, message].map((text) => (typeof text === 'string' ? text.slice(0, 1_000) : '')).join(' ')
  if (/ten_?secondly/i.test(words)) return 'burst'
  if (/daily/i.test(words)) return 'daily'
  return /secondly/i.test(words) ? 'secondly' : 'burst'
}

/** Window lengths, in seconds: HubSpot does not send `Retry-After` with 429 so far. */
const windowSeconds = { secondly: 1, burst: 10 }

function classifyRateLimit(answer: VendorAnswer, onDailyLimit: () => VendorError): Classification {
  const limit = limitOf(readBody(answer))
  if (limit === 'daily') return { error: onDailyLimit(), kind: 'never', reason: 'daily-limit' }
  const askedMs = readRetryAfterMs(answer)
  const seconds = readRetryAfterSeconds(answer) ?? windowSeconds[limit]
  const error = hubspotError('VENDOR_RATE_LIMITED', messages.VENDOR_RATE_LIMITED, seconds)
  // A rolling window frees up long before its end: by default, back off only a second.
  return { error, kind: 'limit', reason: `${limit}-limit`, askedWaitMs: askedMs ?? 1_000 }
}

/** Documented backoffs: a locked record, and an account being moved to another data center. */
function classifyBackoff(answer: VendorAnswer): Classification | null {
  if (answer.status === 423) return classification('VENDOR_UNAVAILABLE', 'trouble', 'locked', 2_000)
  if (answer.status !== 477) return null
  const error = hubspotError(
    'VENDOR_UNAVAILABLE',
    'HubSpot is moving this account to another data centre.',
    readRetryAfterSeconds(answer),
  )
  return { error, kind: 'limit', reason: 'migration', askedWaitMs: readRetryAfterMs(answer) ?? 0 }
}

/** A vendor failure; backs off as long as `Retry-After` says, if present. */
function trouble(answer: VendorAnswer): Classification {
  const error = hubspotError('VENDOR_UNAVAILABLE', messages.VENDOR_UNAVAILABLE, readRetryAfterSeconds(answer))
  const askedWaitMs = readRetryAfterMs(answer) ?? 0
  return { error, kind: 'trouble', reason: `status-${answer.status}`, askedWaitMs }
}

/**
 * Classifies responses by the error table of the fact sheet; null for success.
 *
 * @param onDailyLimit called when the daily limit is exhausted; creates its error
 */
export function createHubSpotClassifier(onDailyLimit: () => VendorError): ClassifyResponse {
  return (answer: VendorAnswer, call: VendorCall) => {
    const { status } = answer
    if (status >= 200 && status < 300) {
      return isHtml(answer) ? classification('VENDOR_BAD_RESPONSE', 'never', 'html') : null
    }
    if (status === 401) return classification('VENDOR_UNAUTHORIZED', 'never', 'credentials')
    // Cloudflare's response to a malformed token.
    if (status === 530) return classification('VENDOR_UNAUTHORIZED', 'never', 'status-530')
    if (status === 403) {
      const error = hubspotError('VENDOR_FORBIDDEN', refusedScope(call.entity, readBody(answer)))
      return { error, kind: 'never', reason: 'scope' }
    }
    if (status === 429) return classifyRateLimit(answer, onDailyLimit)
    const wait = classifyBackoff(answer)
    if (wait) return wait
    if (status >= 500) return trouble(answer)
    return classification('VENDOR_BAD_RESPONSE', 'never', `status-${status}`)
  }
}
