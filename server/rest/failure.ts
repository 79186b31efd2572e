import type { ErrorCode } from '../errors/codes.ts'
import type { UserErrorCode } from '../enums.gen.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { UnreadableBodyError } from '../http/read-body.ts'
import type { InputFault, Written } from './endpoint.ts'
import { KeyReusedError } from './idempotency.ts'

/** An error of the graph's answer. */
export interface GraphError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: {
    readonly code?: string
    readonly vendor?: string
    readonly retryAfterSeconds?: number
  }
}

/** What an endpoint answers instead of data. */
export interface Failure {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly vendor?: string | undefined
  readonly retryAfterSeconds?: number | undefined
  /** All that is wrong with the input of a change. */
  readonly details?: readonly InputFault[]
  /** The change that was stored all the same. */
  readonly change?: Written['change']
}

/** Statuses by code; a vendor's other faults are 502, everything else 500. */
const statuses: Partial<Record<ErrorCode | UserErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  FEATURE_DISABLED: 403,
  BAD_USER_INPUT: 400,
  QUERY_TOO_EXPENSIVE: 400,
  NOT_FOUND: 404,
  TOO_MANY_REQUESTS: 429,
  VENDOR_RATE_LIMITED: 503,
  VENDOR_UNAVAILABLE: 503,
  VENDOR_NOT_CONFIGURED: 503,
  VENDOR_TIMEOUT: 504,
}

function statusOf(code: string, retryAfterSeconds: number | undefined): number {
  const known = statuses[code as ErrorCode]
  if (known !== undefined) return known
  if (code.startsWith('VENDOR_')) return 502
  // Something of ours that will be there again, such as the database.
  return code === 'INTERNAL_SERVER_ERROR' && retryAfterSeconds !== undefined ? 503 : 500
}

/** A refusal that was thrown before anything was executed. @throws the error, if it is none */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof GatewayError)) throw error
  const { code, message, retryAfterSeconds } = error
  if (error instanceof KeyReusedError) return { status: 409, code: 'IDEMPOTENCY_KEY_REUSED', message }
  const vendor = error instanceof VendorError ? error.vendor : undefined
  const status = error instanceof UnreadableBodyError ? error.status : statusOf(code, retryAfterSeconds)
  return { status, code, message, vendor, retryAfterSeconds }
}

/** An error of the graph's answer that leaves nothing to show. */
export function failureOfGraph({ message, extensions = {} }: GraphError): Failure {
  const { code: given = 'INTERNAL_SERVER_ERROR', vendor, retryAfterSeconds } = extensions
  // A document of ours that is refused as such is our fault.
  const code =
    given.startsWith('GRAPHQL_') || given === 'OPERATION_RESOLUTION_FAILURE' ? 'INTERNAL_SERVER_ERROR' : given
  return { status: statusOf(code, retryAfterSeconds), code, message, vendor, retryAfterSeconds }
}

export const notFound = (message: string): Failure => ({ status: 404, code: 'NOT_FOUND', message })

/** What is wrong with a change. `PENDING` is nothing wrong. @returns null if nothing is */
export function failureOfWrite({ change, userErrors }: Written): Failure | null {
  const details = userErrors.filter(({ code }) => code !== 'PENDING')
  const [first] = details
  const stored = change && { change }
  if (first) {
    const { code, message } = first
    return { status: code === 'IDEMPOTENCY_KEY_REUSED' ? 409 : 422, code, message, details, ...stored }
  }
  const ended = change && endings[change.state]
  return ended ? { status: 422, ...ended, details: [{ field: null, ...ended }], ...stored } : null
}

/** Changes that ended without being delivered, where the graph has no input error for that. */
const endings: Readonly<Record<string, Pick<Failure, 'code' | 'message'>>> = {
  FAILED: { code: 'REFUSED', message: 'ConnectWise refused it: see the reasons of its steps.' },
  CANCELLED: { code: 'CANCELLED', message: 'It was cancelled before all of it was in ConnectWise.' },
}
