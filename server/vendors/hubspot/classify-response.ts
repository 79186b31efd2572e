import type { VendorError } from '../../errors/vendor-error.ts'
import { tryParseJson } from '../kit/parse-json.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { ClassifyResponse, VendorAnswer, VendorCall, Classification } from '../kit/vendor-call.ts'
import { createVendorErrors } from '../kit/vendor-errors.ts'
import { toObject, type WireRow } from '../kit/wire.ts'
import { refusedScope } from './scopes.ts'

/** Backoff for a rolling window, which frees up long before its end. */
const waitMs = 1_000

export const hubspotErrors = createVendorErrors({
  vendor: 'HUBSPOT',
  name: 'HubSpot',
  messages: {
    VENDOR_UNAUTHORIZED:
      'HubSpot refused the access token of this gateway. An administrator needs to check it (docs/hubspot.md).',
    VENDOR_FORBIDDEN: 'The access token of this gateway may not read this in HubSpot (docs/hubspot.md).',
    VENDOR_RATE_LIMITED: 'HubSpot is limiting requests of this account at the moment.',
  },
  limit: { retryAfterSeconds: 10, waitMs },
})

const { refusal, trouble, limit, byStatus } = hubspotErrors

const readBody = ({ body }: VendorAnswer): WireRow => toObject(tryParseJson(body))

/** Determines which limit was hit: by the policy's name, else by the text. `category` and `errorType` do not say. */
function limitOf({ policyName, message }: WireRow): 'daily' | 'secondly' | 'burst' {
  const words = [policyName, message].map((text) => (typeof text === 'string' ? text.slice(0, 1_000) : '')).join(' ')
  if (/ten_?secondly/i.test(words)) return 'burst'
  if (/daily/i.test(words)) return 'daily'
  return /secondly/i.test(words) ? 'secondly' : 'burst'
}

/** Window lengths, in seconds: HubSpot does not send `Retry-After` with 429 so far. */
const windowSeconds = { secondly: 1, burst: 10 }

function classifyRateLimit(answer: VendorAnswer, onDailyLimit: () => VendorError): Classification {
  const kind = limitOf(readBody(answer))
  if (kind === 'daily') return { error: onDailyLimit(), kind: 'never', reason: 'daily-limit' }
  // Searches are exempt from the burst limit, and nothing else is under that of a second.
  return { ...limit(answer, `${kind}-limit`, { retryAfterSeconds: windowSeconds[kind], waitMs }), scope: 'queue' }
}

const moving = 'HubSpot is moving this account to another data centre.'

/**
 * Classifies responses by the error table of the fact sheet; null for success.
 *
 * @param onDailyLimit called when the daily limit is exhausted; creates its error
 */
export function createHubSpotClassifier(onDailyLimit: () => VendorError): ClassifyResponse {
  return (answer: VendorAnswer, call: VendorCall) => {
    switch (answer.status) {
      case 403:
        return refusal('VENDOR_FORBIDDEN', 'scope', refusedScope(call.entity, readBody(answer)))
      // A locked record, with its documented backoff.
      case 423:
        return { ...trouble(answer), reason: 'locked', askedWaitMs: readRetryAfterMs(answer) ?? 2_000 }
      case 429:
        return classifyRateLimit(answer, onDailyLimit)
      case 477:
        return { ...trouble(answer, moving), kind: 'limit', reason: 'migration' }
      // Cloudflare's response to a malformed token.
      case 530:
        return refusal('VENDOR_UNAUTHORIZED', 'status-530')
      default:
        return byStatus(answer)
    }
  }
}
