import { GatewayError } from '../errors/gateway-error.ts'
import { VendorError } from '../errors/vendor-error.ts'
import type { GraphError, Outcome } from './tool.ts'

/** Nothing of it may be kept. */
export const notKept = { ttlMs: 0, cacheScope: 'private' } as const

interface Failure {
  readonly code: string
  readonly message: string
  readonly vendor?: string | undefined
  readonly retryAfterSeconds?: number | undefined
}

/** A failed call: what went wrong and what to do, for a model to act on. */
export function failureOutcome({ code, message, vendor, retryAfterSeconds }: Failure): Outcome {
  const advice = adviceOn(code, retryAfterSeconds)
  const text = [`${code}${vendor ? ` (${vendor})` : ''}: ${message}`, advice].filter(Boolean).join(' ')
  return { result: { content: [{ type: 'text', text }], isError: true }, cache: notKept, code }
}

function adviceOn(code: string, retryAfterSeconds: number | undefined): string | null {
  if (retryAfterSeconds !== undefined) return `Try the same call again in ${retryAfterSeconds} seconds.`
  if (code === 'BAD_USER_INPUT') return 'Correct the arguments and call again.'
  return null
}

/** A failed call, from what was thrown before or while it was asked. @throws the error, if it is not for callers */
export function failureOfError(error: unknown): Outcome {
  if (!(error instanceof GatewayError)) throw error
  const { code, message, retryAfterSeconds } = error
  return failureOutcome({
    code,
    message,
    retryAfterSeconds,
    vendor: error instanceof VendorError ? error.vendor : undefined,
  })
}

/** A failed call, from an error of the graph's answer. */
export function failureOfGraph({ message, extensions = {} }: GraphError): Outcome {
  return failureOutcome({ ...extensions, code: codeOf({ message, extensions }), message })
}

/** The code of an error. A document of ours that is refused as such is our fault. */
export function codeOf({ extensions = {} }: GraphError): string {
  const { code = 'INTERNAL_SERVER_ERROR' } = extensions
  return code.startsWith('GRAPHQL_') || code === 'OPERATION_RESOLUTION_FAILURE' ? 'INTERNAL_SERVER_ERROR' : code
}
