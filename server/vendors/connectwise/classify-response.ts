import type { VendorErrorCode } from '../../errors/codes.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import { parseJson } from '../kit/parse-json.ts'
import { readRetryAfterSeconds } from '../kit/retry-after.ts'
import type { VendorAnswer, VendorCall, Classification } from '../kit/vendor-call.ts'
import { apiVersion } from './config.ts'
import { toWords } from './words.ts'

/** Backoff after a 429 by ConnectWise's guide, in seconds; shorter ones have been observed to be insufficient. */
const defaultRetryAfterSeconds = 30

const messages = {
  VENDOR_UNAUTHORIZED:
    'ConnectWise refused the credentials of this tenant. An administrator needs to check them (docs/connectwise.md).',
  VENDOR_FORBIDDEN: 'The API member of this tenant may not do this in ConnectWise. Its security role needs the right.',
  VENDOR_RATE_LIMITED: 'ConnectWise is limiting requests of this tenant at the moment.',
  VENDOR_UNAVAILABLE: 'ConnectWise is not working properly at the moment.',
  VENDOR_BAD_RESPONSE: 'ConnectWise gave an answer that could not be read.',
  VENDOR_TIMEOUT: 'ConnectWise did not answer in time.',
  VENDOR_NOT_CONFIGURED: 'ConnectWise is not set up for this tenant.',
} satisfies Record<VendorErrorCode, string>

const cannotRoute =
  'ConnectWise does not know the company at this tenant’s address. An administrator needs to check company id and address.'

/** Message for clients if ConnectWise rejects the API version. */
export const versionRefused = `ConnectWise does not take the version ${apiVersion} of its API, which the gateway asks for: an older installation has to be updated.`

/** An error of this vendor, worded for clients. */
export function connectWiseError(
  code: VendorErrorCode,
  message: string = messages[code],
  retryAfterSeconds?: number,
): VendorError {
  return new VendorError('CONNECTWISE', code, message, { retryAfterSeconds })
}

/**
 * ConnectWise itself refused, in its own JSON: it understood the request and will refuse it again. Responses of
 * intermediaries (a router, a page, a failure) are never one.
 */
export class ConnectWiseRefusal extends VendorError {
  override name = 'ConnectWiseRefusal'
  readonly status: number
  /** ConnectWise's own code, such as `InvalidObject`. */
  readonly vendorCode: string
  /** Its reason in plain words: one line, at most 300 characters, without URLs. */
  readonly words: string

  constructor(
    code: VendorErrorCode,
    message: string,
    refusal: Pick<ConnectWiseRefusal, 'status' | 'vendorCode' | 'words'>,
  ) {
    super('CONNECTWISE', code, message)
    this.status = refusal.status
    this.vendorCode = refusal.vendorCode
    this.words = refusal.words
  }
}

/** Whether the error means that the record does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ConnectWiseRefusal && error.status === 404
}

function classification(
  code: VendorErrorCode,
  kind: Classification['kind'],
  reason: string,
  message = messages[code],
): Classification {
  return { error: connectWiseError(code, message), kind, reason }
}

/** Rate limited: backs off as long as `Retry-After` says, else 30 seconds. */
function limited(answer: VendorAnswer): Classification {
  const retryAfterSeconds = readRetryAfterSeconds(answer) ?? defaultRetryAfterSeconds
  const error = connectWiseError('VENDOR_RATE_LIMITED', messages.VENDOR_RATE_LIMITED, retryAfterSeconds)
  return { error, kind: 'limit', reason: 'limit', askedWaitMs: retryAfterSeconds * 1_000 }
}

/** A vendor failure; backs off as long as `Retry-After` says, if present. */
function trouble(answer: VendorAnswer): Classification {
  const retryAfterSeconds = readRetryAfterSeconds(answer)
  const error = connectWiseError('VENDOR_UNAVAILABLE', messages.VENDOR_UNAVAILABLE, retryAfterSeconds)
  return { error, kind: 'trouble', reason: `status-${answer.status}`, askedWaitMs: (retryAfterSeconds ?? 0) * 1_000 }
}

interface OwnError {
  readonly code: string
  readonly words: string
}

/** ConnectWise's own error, `{code, message, errors?: [{message}]}`; null for everything else. */
function readOwnError(body: string, call: Pick<VendorCall, 'headers'>): OwnError | null {
  let parsed: unknown
  try {
    parsed = parseJson(body)
  } catch {
    return null
  }
  const { code, message, errors } = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Record<
    string,
    unknown
  >
  if (typeof code !== 'string' || typeof message !== 'string') return null
  const details = (Array.isArray(errors) ? (errors as unknown[]) : [])
    .slice(0, maxDetails)
    .map((detail) => (detail as { message?: unknown } | null)?.message)
    .filter((text) => typeof text === 'string' && text.trim() !== '')
  return { code, words: toWords(details.length > 0 ? details.join(' ') : message, call) }
}

const maxDetails = 20

function refused(status: number, { code, words }: OwnError): Classification {
  const errorCode = status === 403 ? 'VENDOR_FORBIDDEN' : 'VENDOR_BAD_RESPONSE'
  const isVersion = isVersionRefused(status, { code, words })
  const usual = isVersion ? versionRefused : 'ConnectWise refused the question.'
  const message = status === 403 ? messages.VENDOR_FORBIDDEN : usual
  const error = new ConnectWiseRefusal(errorCode, message, { status, vendorCode: code, words })
  return { error, kind: 'never', reason: isVersion ? 'version' : `refused-${status}` }
}

const isHtml = (answer: VendorAnswer) =>
  /html/i.test(String(answer.headers['content-type'] ?? '')) || /^\s*</.test(answer.body.slice(0, 100))

/**
 * Whether ConnectWise rejects the API version. Its error for an unknown property of a body mentions the version as
 * well, but is a different one.
 */
function isVersionRefused(status: number, own: OwnError | null): boolean {
  if (status === 406 || status === 415) return true
  return own !== null && /\bversion\b|\baccept header\b/i.test(own.words) && !/could not find member/i.test(own.words)
}

function classifyResponse(answer: VendorAnswer, own: OwnError | null): Classification | null {
  const { status, body } = answer
  if (status >= 200 && status < 300)
    return isHtml(answer) ? classification('VENDOR_BAD_RESPONSE', 'never', 'html') : null
  if (status === 401) return classification('VENDOR_UNAUTHORIZED', 'never', 'credentials')
  if (status === 429) return limited(answer)
  // The cloud's router, in plain text: a wrong company id, or a duplicated path.
  if (/^\s*cannot route\b/i.test(body))
    return classification('VENDOR_UNAUTHORIZED', 'never', 'cannot-route', cannotRoute)
  if (status >= 500) return trouble(answer)
  if (own) return refused(status, own)
  if (status === 403) return classification('VENDOR_FORBIDDEN', 'never', 'rights')
  if (isVersionRefused(status, own)) return classification('VENDOR_BAD_RESPONSE', 'never', 'version', versionRefused)
  return classification('VENDOR_BAD_RESPONSE', 'never', `status-${status}`)
}

/** Classifies a response by the error table of the fact sheet (section 5); null for success. */
export function classifyConnectWiseResponse(
  answer: VendorAnswer,
  call: Pick<VendorCall, 'headers'> = {},
): Classification | null {
  const own = answer.status >= 400 ? readOwnError(answer.body, call) : null
  const classification = classifyResponse(answer, own)
  return classification && own ? { ...classification, said: own.words } : classification
}
