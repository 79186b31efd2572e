import { CombinedGraphQLErrors } from '@apollo/client/errors'
import type { ErrorCode } from './error-codes.ts'
import { GatewayError } from './gateway-link.ts'

/** Retry, sign in again, clear the filters, or reload the portal. */
export type Remedy = 'retry' | 'sign-in' | 'clear-filters' | 'reload'

/** A problem, described for the user. */
export interface Problem {
  readonly title: string
  readonly advice: string
  readonly code: string
  /** The root field that is missing because of it; null when the whole operation is. */
  readonly field: string | null
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null
  /** The suggested action; null when there is none on this page. */
  readonly remedy: Remedy | null
}

const vendorNames: Readonly<Record<string, string>> = {
  AUTOTASK: 'Autotask',
  HUBSPOT: 'HubSpot',
  CONNECTWISE: 'ConnectWise',
}

export const vendorName = (vendor: string): string => vendorNames[vendor] ?? vendor

/** No advice here: the gateway's message is the most helpful. */
type Words = readonly [title: (vendor: string) => string, advice: string | null, remedy: Remedy | null]

const words: Readonly<Record<ErrorCode, Words>> = {
  VENDOR_NOT_CONFIGURED: [(v) => `${v} is not set up on this gateway`, 'An administrator has to add it.', null],
  VENDOR_UNAUTHORIZED: [(v) => `${v} rejected the API credentials`, 'An administrator has to renew them.', null],
  VENDOR_FORBIDDEN: [(v) => `${v} does not let us read this`, 'The API user is missing a permission.', null],
  VENDOR_RATE_LIMITED: [(v) => `${v}: API limit reached`, 'Its limit resets by itself.', 'retry'],
  VENDOR_TIMEOUT: [(v) => `${v} takes too long to answer`, 'It is slow at the moment.', 'retry'],
  VENDOR_UNAVAILABLE: [(v) => `${v} is not answering`, 'It is down or out of reach.', 'retry'],
  VENDOR_BAD_RESPONSE: [(v) => `${v} answered something we cannot read`, 'It may pass; if not, report it.', 'retry'],
  FORBIDDEN: [() => 'You don’t have access', 'Ask an administrator for the role it needs.', null],
  UNAUTHENTICATED: [() => 'You are signed out', 'Sign in again to go on.', 'sign-in'],
  FEATURE_DISABLED: [() => 'This feature is switched off', 'An administrator can switch it on.', null],
  NOT_FOUND: [() => 'There is nothing here', 'It may have been removed.', null],
  TOO_MANY_REQUESTS: [() => 'Too many requests in a short time', 'Wait a moment.', 'retry'],
  QUERY_TOO_EXPENSIVE: [() => 'This asks for too much at once', 'Choose a shorter range.', null],
  PERSISTED_QUERY_NOT_FOUND: [() => 'The portal has been updated', 'Reload the page to get the new version.', 'reload'],
  PERSISTED_QUERY_NOT_SUPPORTED: [
    () => 'The gateway has another version of the portal',
    'Reload the page to get it.',
    'reload',
  ],
  // The portal's documents fit the gateway that it came with.
  GRAPHQL_PARSE_FAILED: [() => 'The gateway could not read what this page asked', 'Reload the page.', 'reload'],
  GRAPHQL_VALIDATION_FAILED: [() => 'The gateway does not have what this page asks for', 'Reload the page.', 'reload'],
  OPERATION_RESOLUTION_FAILURE: [() => 'The gateway found nothing to run in this', 'Reload the page.', 'reload'],
  // The portal builds this input from the URL.
  BAD_USER_INPUT: [() => 'The gateway refused a filter of this address', null, 'clear-filters'],
  INTERNAL_SERVER_ERROR: [() => 'Something went wrong on our side', null, 'retry'],
}

const isKnown = (code: string): code is ErrorCode => Object.hasOwn(words, code)

/** All problems of an operation; empty when there are none. */
export function problemsOf(error: unknown): Problem[] {
  if (error === undefined || error === null) return []
  if (CombinedGraphQLErrors.is(error)) {
    return error.errors.map(({ message, path, extensions }) =>
      describe({ message, code: textOf(extensions?.['code']), field: textOf(path?.[0]), extensions: extensions ?? {} }),
    )
  }
  if (error instanceof GatewayError) {
    if (error.status === 0) {
      return [
        plain(
          'The gateway cannot be reached',
          'Check your connection, then try again.',
          'UNREACHABLE',
          error.requestId,
        ),
      ]
    }
    if (error.isUnreachable) {
      return [
        plain(
          'The gateway cannot answer now',
          // What the gateway itself says is more exact.
          error.code === null ? 'It may be restarting. Try again in a moment.' : error.message,
          `HTTP_${error.status}`,
          error.requestId,
        ),
      ]
    }
    // The whole operation was refused: the gateway no longer knows this portal's operation.
    const code = error.code === 'BAD_USER_INPUT' ? 'PERSISTED_QUERY_NOT_FOUND' : error.code
    return [describe({ message: error.message, code, field: null, extensions: error })]
  }
  return [plain('Something went wrong', error instanceof Error ? error.message : '', 'INTERNAL', null)]
}

function describe(facts: {
  message: string
  code: string | null
  field: string | null
  extensions: { vendor?: unknown; requestId?: unknown; retryAfterSeconds?: unknown }
}): Problem {
  const { message, field, extensions } = facts
  const code = facts.code ?? 'INTERNAL_SERVER_ERROR'
  // A newer gateway may return codes that this portal does not know yet.
  const [title, usualAdvice, remedy] = words[isKnown(code) ? code : 'INTERNAL_SERVER_ERROR']
  const accessAdvice = code === 'FORBIDDEN' ? adviseRole(message) : null
  // HubSpot names the scope that the key lacks, and the gateway passes it on: the user can act on that.
  const namesScope = code === 'VENDOR_FORBIDDEN' && extensions.vendor === 'HUBSPOT' && message !== ''
  const retryAfter = extensions.retryAfterSeconds
  return {
    title: title(vendorOf(extensions)),
    advice: namesScope ? message : (accessAdvice ?? usualAdvice ?? message),
    code,
    field,
    requestId: textOf(extensions.requestId),
    retryAfterSeconds: typeof retryAfter === 'number' ? retryAfter : null,
    remedy,
  }
}

const roleNames: Readonly<Record<string, string>> = { VIEWER: 'Viewer', OPERATOR: 'Operator', ADMIN: 'Administrator' }

/** The gateway's message names the role that is missing, and whether it is one for a tenant; null where it does not. */
function adviseRole(message: string): string | null {
  const role = roleNames[/\brole (?<role>[A-Z]+)\b/.exec(message)?.groups?.['role'] ?? '']
  if (role === undefined) return null
  return `Ask an administrator for the ${role} role${message.includes('tenant') ? ' for this tenant' : ''}.`
}

const vendorOf = ({ vendor }: { vendor?: unknown }) => (typeof vendor === 'string' ? vendorName(vendor) : 'The vendor')
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const plain = (title: string, advice: string, code: string, requestId: string | null): Problem => ({
  title,
  advice,
  code,
  field: null,
  requestId,
  retryAfterSeconds: null,
  remedy: 'retry',
})
