import { CombinedGraphQLErrors } from '@apollo/client/errors'
import { GatewayError } from './gateway-link.ts'

/** Asking again, signing in again, taking the filters of the address back, or loading the newest portal. */
export type Remedy = 'retry' | 'sign-in' | 'clear-filters' | 'reload'

/** Something that went wrong, in words for the person in front of it. */
export interface Problem {
  readonly title: string
  readonly advice: string
  readonly code: string
  /** The root field of the operation that is missing because of it; null when all of it is. */
  readonly field: string | null
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null
  /** What may help; null when nothing on this page does. */
  readonly remedy: Remedy | null
}

const vendorNames: Readonly<Record<string, string>> = {
  AUTOTASK: 'Autotask',
  HUBSPOT: 'HubSpot',
  CONNECTWISE: 'ConnectWise',
}

export const vendorName = (vendor: string): string => vendorNames[vendor] ?? vendor

type Words = readonly [title: (vendor: string) => string, advice: string, remedy: Remedy | null]

const words: Readonly<Record<string, Words>> = {
  VENDOR_NOT_CONFIGURED: [(v) => `${v} is not set up on this gateway`, 'An administrator has to add it.', null],
  VENDOR_UNAUTHORIZED: [(v) => `${v} refuses our credentials`, 'An administrator has to renew them.', null],
  VENDOR_FORBIDDEN: [(v) => `${v} does not let us read this`, 'Our account there lacks a right.', null],
  VENDOR_RATE_LIMITED: [(v) => `${v} has had enough requests for now`, 'Its limit resets by itself.', 'retry'],
  VENDOR_TIMEOUT: [(v) => `${v} takes too long to answer`, 'It is slow at the moment.', 'retry'],
  VENDOR_UNAVAILABLE: [(v) => `${v} is not answering`, 'It is down or out of reach.', 'retry'],
  VENDOR_BAD_RESPONSE: [(v) => `${v} answered something we cannot read`, 'It may pass; if not, report it.', 'retry'],
  FORBIDDEN: [() => 'You may not see this', 'Ask an administrator for the role it needs.', null],
  UNAUTHENTICATED: [() => 'You are signed out', 'Sign in again to go on.', 'sign-in'],
  FEATURE_DISABLED: [() => 'This feature is switched off', 'An administrator can switch it on.', null],
  NOT_FOUND: [() => 'There is nothing here', 'It may have been removed.', null],
  TOO_MANY_REQUESTS: [() => 'Too many requests in a short time', 'Wait a moment.', 'retry'],
  QUERY_TOO_EXPENSIVE: [() => 'This asks for too much at once', 'Choose a shorter range.', null],
  PERSISTED_QUERY_NOT_FOUND: [() => 'The portal has been updated', 'Reload the page to get the new version.', 'reload'],
}

/** All that went wrong with an operation; empty when nothing did. */
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
    if (error.code === null && error.status >= 500) {
      return [
        plain(
          'The gateway cannot answer now',
          'It may be restarting. Try again in a moment.',
          `HTTP_${error.status}`,
          error.requestId,
        ),
      ]
    }
    // Refused as a whole, not a field of it: the gateway does not know an operation of ours any more.
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
  const isRefused = code === 'BAD_USER_INPUT'
  const [title, usualAdvice, remedy] = words[code] ?? [() => 'Something went wrong on our side', message, 'retry']
  // HubSpot names the scope that the key lacks, and so does the gateway then: the one thing somebody can act on.
  const namesScope = code === 'VENDOR_FORBIDDEN' && extensions.vendor === 'HUBSPOT' && message !== ''
  const retryAfter = extensions.retryAfterSeconds
  return {
    // Our input is made from the address, so the gateway's own words are what helps to mend it.
    title: isRefused ? 'The gateway refused a filter of this address' : title(vendorOf(extensions)),
    advice: isRefused || namesScope ? message : usualAdvice,
    code,
    field,
    requestId: textOf(extensions.requestId),
    retryAfterSeconds: typeof retryAfter === 'number' ? retryAfter : null,
    remedy: isRefused ? 'clear-filters' : remedy,
  }
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
