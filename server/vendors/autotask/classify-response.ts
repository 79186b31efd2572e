import { tryParseJson } from '../kit/parse-json.ts'
import type { VendorAnswer, Classification } from '../kit/vendor-call.ts'
import { createVendorErrors } from '../kit/vendor-errors.ts'
import { isRow } from '../kit/wire.ts'

export const autotaskErrors = createVendorErrors({
  vendor: 'AUTOTASK',
  name: 'Autotask',
  messages: {
    VENDOR_UNAUTHORIZED:
      'Autotask refused the credentials of this gateway. An administrator needs to check its API user (docs/autotask.md).',
    VENDOR_FORBIDDEN: 'The API user of this gateway may not read this in Autotask. Its security level needs the right.',
    VENDOR_RATE_LIMITED: 'Autotask is limiting requests of this database at the moment.',
  },
  // Backoff of Autotask clients at the hourly limit if the response does not specify one.
  limit: { retryAfterSeconds: 60 },
})

const { refusal, limit, byStatus } = autotaskErrors

/*
 * Autotask reports almost everything as HTTP 500 with a text (validation, unknown fields, permissions, its own
 * failures), so the text decides whether to retry. Texts as observed by API clients until 2026; unknown ones count as
 * vendor failures.
 */
const limitTexts = /Itgenatr005|thread threshold|request threshold|threshold of \d+ .*exceeded/i
const threadTexts = /Itgenatr005|thread threshold/i
const credentialTexts = /IntegrationCode is invalid|Zone information could not be determined|not authori[sz]ed/i
const rightsTexts = /adequate permissions|required permissions|does not have permission/i
const ourFaultTexts =
  /Unable to find|\bmust\b|^Value |Parameter name|Invalid query|limited to 500|does not exist|is invalid|not queryable/i

function classifyText(text: string, otherwise: Classification | null): Classification | null {
  if (credentialTexts.test(text)) return refusal('VENDOR_UNAUTHORIZED', 'credentials')
  if (rightsTexts.test(text)) return refusal('VENDOR_FORBIDDEN', 'rights')
  return ourFaultTexts.test(text) ? refusal('VENDOR_BAD_RESPONSE', 'refused') : otherwise
}

/** The limit of concurrent calls is per entity, any other of the whole database. */
const scopeOf = (text: string) => (threadTexts.test(text) ? 'queue' : 'account')

/** Joins the texts of `{"errors":["…"]}`; returns the body itself if it has another shape. */
function errorText(body: string): string {
  const parsed = tryParseJson(body)
  if (!isRow(parsed)) return toShortText(body)
  const { errors, Message } = parsed
  // Truncate before searching: the relevant text is at the beginning.
  return Array.isArray(errors) ? errors.slice(0, 20).map(toShortText).join('\n') : toShortText(Message)
}

/** Truncates a text to the examined length; empty for anything else. */
const toShortText = (value: unknown) => (typeof value === 'string' ? value.slice(0, 2_000) : '')

/** Classifies a response by the error table of the fact sheet; null for success. */
export function classifyAutotaskResponse(answer: VendorAnswer): Classification | null {
  const { status, body } = answer
  const usual = byStatus(answer)
  if (status === 401) return usual
  if (status === 429) return usual && { ...usual, scope: scopeOf(errorText(body)) }
  if (status >= 200 && status < 300) {
    if (usual || !/^\s*\{\s*"errors"\s*:\s*\[\s*"/i.test(body.slice(0, 200))) return usual
    return classifyText(errorText(body), refusal('VENDOR_BAD_RESPONSE', 'errors-in-200'))
  }
  const text = errorText(body)
  if (limitTexts.test(text)) return { ...limit(answer, 'threads'), scope: scopeOf(text) }
  return status === 500 ? classifyText(text, usual) : usual
}
