import type { VendorErrorCode } from '../../errors/codes.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import { parseJson } from '../kit/parse-json.ts'
import { readRetryAfterMs, readRetryAfterSeconds } from '../kit/retry-after.ts'
import type { VendorAnswer, Classification } from '../kit/vendor-call.ts'

/** Backoff of Autotask clients at the hourly limit if the response does not specify one, in seconds. */
const defaultRetryAfterSeconds = 60

const messages = {
  VENDOR_UNAUTHORIZED:
    'Autotask refused the credentials of this gateway. An administrator needs to check its API user (docs/autotask.md).',
  VENDOR_FORBIDDEN: 'The API user of this gateway may not read this in Autotask. Its security level needs the right.',
  VENDOR_RATE_LIMITED: 'Autotask is limiting requests of this database at the moment.',
  VENDOR_UNAVAILABLE: 'Autotask is not working properly at the moment.',
  VENDOR_BAD_RESPONSE: 'Autotask gave an answer that could not be read.',
  VENDOR_TIMEOUT: 'Autotask did not answer in time.',
  VENDOR_NOT_CONFIGURED: 'Autotask is not set up on this gateway.',
} satisfies Record<VendorErrorCode, string>

/** An error of this vendor, worded for clients. */
export function autotaskError(code: VendorErrorCode, message: string = messages[code]): VendorError {
  const limited = code === 'VENDOR_RATE_LIMITED'
  return new VendorError('AUTOTASK', code, message, limited ? { retryAfterSeconds: defaultRetryAfterSeconds } : {})
}

function classification(code: VendorErrorCode, kind: Classification['kind'], reason: string): Classification {
  return { error: autotaskError(code), kind, reason }
}

/** Rate limited; backs off as long as the vendor says, if it does. */
function limited(answer: VendorAnswer, reason: string): Classification {
  const askedWaitMs = readRetryAfterMs(answer)
  if (askedWaitMs === null) return classification('VENDOR_RATE_LIMITED', 'limit', reason)
  const error = new VendorError('AUTOTASK', 'VENDOR_RATE_LIMITED', messages.VENDOR_RATE_LIMITED, {
    retryAfterSeconds: readRetryAfterSeconds(answer),
  })
  return { error, kind: 'limit', reason, askedWaitMs }
}

/** A vendor failure; backs off as long as `Retry-After` says, if present. */
function troubled(answer: VendorAnswer): Classification {
  const error = new VendorError('AUTOTASK', 'VENDOR_UNAVAILABLE', messages.VENDOR_UNAVAILABLE, {
    retryAfterSeconds: readRetryAfterSeconds(answer),
  })
  const askedWaitMs = readRetryAfterMs(answer) ?? 0
  return { error, kind: 'trouble', reason: `status-${answer.status}`, askedWaitMs }
}

/*
 * Autotask reports almost everything as HTTP 500 with a text (validation, unknown fields, permissions, its own
 * failures), so the text decides whether to retry. Texts as observed by API clients until 2026; unknown ones count as
 * vendor failures.
 */
const limitTexts = /Itgenatr005|thread threshold|request threshold|threshold of \d+ .*exceeded/i
const credentialTexts = /IntegrationCode is invalid|Zone information could not be determined|not authori[sz]ed/i
const rightsTexts = /adequate permissions|required permissions|does not have permission/i
const ourFaultTexts =
  /Unable to find|\bmust\b|^Value |Parameter name|Invalid query|limited to 500|does not exist|is invalid|not queryable/i

function classifyText(text: string, otherwise: Classification): Classification {
  if (credentialTexts.test(text)) return classification('VENDOR_UNAUTHORIZED', 'never', 'credentials')
  if (rightsTexts.test(text)) return classification('VENDOR_FORBIDDEN', 'never', 'rights')
  if (ourFaultTexts.test(text)) return classification('VENDOR_BAD_RESPONSE', 'never', 'refused')
  return otherwise
}

/** Joins the texts of `{"errors":["…"]}`; returns the body itself if it has another shape. */
function errorText(body: string): string {
  try {
    const parsed = parseJson(body) as { errors?: unknown; Message?: unknown }
    const { errors, Message } = parsed
    // Truncate before searching: the relevant text is at the beginning.
    if (Array.isArray(errors)) return errors.slice(0, 20).map(toShortText).join('\n')
    return toShortText(Message)
  } catch {
    return toShortText(body)
  }
}

/** Truncates a text to the examined length; empty for anything else. */
const toShortText = (value: unknown) => (typeof value === 'string' ? value.slice(0, 2_000) : '')

const isHtml = (answer: VendorAnswer) =>
  /html/i.test(String(answer.headers['content-type'] ?? '')) || /^\s*</.test(answer.body.slice(0, 100))

/** Classifies a response by the error table of the fact sheet; null for success. */
export function classifyAutotaskResponse(answer: VendorAnswer): Classification | null {
  const { status, body } = answer
  if (status >= 200 && status < 300) {
    // Maintenance pages sometimes have status 200, and so have error lists.
    if (isHtml(answer)) return classification('VENDOR_BAD_RESPONSE', 'never', 'html')
    if (!/^\s*\{\s*"errors"\s*:\s*\[\s*"/i.test(body.slice(0, 200))) return null
    return classifyText(errorText(body), classification('VENDOR_BAD_RESPONSE', 'never', 'errors-in-200'))
  }
  if (status === 401) return classification('VENDOR_UNAUTHORIZED', 'never', 'credentials')
  if (status === 429) return limited(answer, 'limit')
  const text = errorText(body)
  if (limitTexts.test(text)) return limited(answer, 'threads')
  if (status === 403) return classification('VENDOR_FORBIDDEN', 'never', 'rights')
  const trouble = troubled(answer)
  if (status === 500) return classifyText(text, trouble)
  if (status > 500) return trouble
  return classification('VENDOR_BAD_RESPONSE', 'never', `status-${status}`)
}
