import type { VendorErrorCode } from '../../errors/codes.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import { tryParseJson } from '../kit/parse-json.ts'
import type { VendorAnswer, VendorCall, Classification } from '../kit/vendor-call.ts'
import { createVendorErrors } from '../kit/vendor-errors.ts'
import { toObject } from '../kit/wire.ts'
import { apiVersion } from './config.ts'
import { toWords } from './words.ts'

/** Backoff after a 429 by ConnectWise's guide, in seconds; shorter ones have been observed to be insufficient. */
const retryAfterSeconds = 30

const forbidden = 'The API member of this tenant may not do this in ConnectWise. Its security role needs the right.'

export const connectWiseErrors = createVendorErrors({
  vendor: 'CONNECTWISE',
  name: 'ConnectWise',
  messages: {
    VENDOR_UNAUTHORIZED:
      'ConnectWise refused the credentials of this tenant. An administrator needs to check them (docs/connectwise.md).',
    VENDOR_FORBIDDEN: forbidden,
    VENDOR_RATE_LIMITED: 'ConnectWise is limiting requests of this tenant at the moment.',
    VENDOR_NOT_CONFIGURED: 'ConnectWise is not set up for this tenant.',
  },
  limit: { retryAfterSeconds, waitMs: retryAfterSeconds * 1_000 },
})

const { refusal, byStatus } = connectWiseErrors

const cannotRoute =
  'ConnectWise does not know the company at this tenant’s address. An administrator needs to check company id and address.'

/** Message for clients if ConnectWise rejects the API version. */
export const versionRefused = `ConnectWise does not take the version ${apiVersion} of its API, which the gateway asks for: an older installation has to be updated.`

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

/** What is read; `none` where the API member lacks the permission, so that for this member there is nothing. */
export async function readIfPermitted<T>(read: () => Promise<T>, none: T): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof VendorError && error.code === 'VENDOR_FORBIDDEN') return none
    throw error
  }
}

interface OwnError {
  readonly code: string
  readonly words: string
}

/** ConnectWise's own error, `{code, message, errors?: [{message}]}`; null for everything else. */
function readOwnError(body: string, call: Pick<VendorCall, 'headers'>): OwnError | null {
  const { code, message, errors } = toObject(tryParseJson(body))
  if (typeof code !== 'string' || typeof message !== 'string') return null
  const details = (Array.isArray(errors) ? (errors as unknown[]) : [])
    .slice(0, maxDetails)
    .map((detail) => toObject(detail)['message'])
    .filter((text) => typeof text === 'string' && text.trim() !== '')
  return { code, words: toWords(details.length > 0 ? details.join(' ') : message, call) }
}

const maxDetails = 20

function refused(status: number, own: OwnError): Classification {
  const errorCode = status === 403 ? 'VENDOR_FORBIDDEN' : 'VENDOR_BAD_RESPONSE'
  const isVersion = isVersionRefused(status, own)
  const usual = isVersion ? versionRefused : 'ConnectWise refused the question.'
  const message = status === 403 ? forbidden : usual
  const error = new ConnectWiseRefusal(errorCode, message, { status, vendorCode: own.code, words: own.words })
  return { error, kind: 'never', reason: isVersion ? 'version' : `refused-${status}` }
}

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
  const usual = byStatus(answer)
  if (status < 300 || status === 401 || status === 429) return usual
  // The cloud's router, in plain text: a wrong company id, or a duplicated path.
  if (/^\s*cannot route\b/i.test(body)) return refusal('VENDOR_UNAUTHORIZED', 'cannot-route', cannotRoute)
  if (status >= 500) return usual
  if (own) return refused(status, own)
  return isVersionRefused(status, own) ? refusal('VENDOR_BAD_RESPONSE', 'version', versionRefused) : usual
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
