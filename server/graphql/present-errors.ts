import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import type { ErrorCode } from '../errors/codes.ts'
import { shortenMessage } from '../errors/excerpt.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { VendorError } from '../errors/vendor-error.ts'
import type { Logger } from '../telemetry/logger.ts'
import { collapseFaults } from './collapse-faults.ts'

/**
 * Formats execution errors for the client: our own errors with their code, everything else as `INTERNAL_SERVER_ERROR`
 * with the request id, and the details in the log.
 */
export function presentErrors(errors: readonly GraphQLError[], requestId: string, logger: Logger): GraphQLError[] {
  return collapseFaults(errors).map(({ error, affectedCount }) => {
    const cause = error.originalError
    // Errors without a path precede execution: the variables are invalid, or the operation is not one to execute, and
    // graphql's message says how.
    if (!error.path) {
      const extensions = { code: cause instanceof GatewayError ? cause.code : 'BAD_USER_INPUT' }
      return new GraphQLError(shortenMessage(error.message), { ...place(error), extensions })
    }
    if (cause instanceof VendorError) {
      // A call serves many requests, so its own log line has no request id: this line links the two.
      const { code, vendor, message: reason } = cause
      logger.warn({ requestId, path: error.path, code, vendor, affectedCount, reason }, 'vendor error sent to client')
    }
    // The cause of one of our own errors (e.g. a full database disk) is for the log only.
    if (cause instanceof GatewayError && cause.code === 'INTERNAL_SERVER_ERROR') {
      logger.warn({ requestId, path: error.path, affectedCount, err: cause }, 'field temporarily unavailable')
    }
    if (cause instanceof GatewayError) return present(error, cause, affectedCount, requestId)
    logger.error({ requestId, path: error.path, err: cause ?? error }, 'resolver failed')
    return new GraphQLError('Something went wrong on our side. The request id helps to find out what.', {
      ...place(error),
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
    })
  })
}

function present(error: GraphQLError, cause: GatewayError, affectedCount: number, requestId: string): GraphQLError {
  const { code, retryAfterSeconds } = cause
  return new GraphQLError(cause.message, {
    ...place(error),
    extensions: {
      code,
      ...cause.details,
      ...(cause instanceof VendorError ? { vendor: cause.vendor, affectedCount } : {}),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      requestId,
    },
  })
}

/** Formats the error of a response that was aborted as a whole. */
export function presentExcess({ code, message, details }: GatewayError, requestId: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...details, requestId } })
}

const place = ({ nodes, path }: GraphQLError) => ({ ...(nodes ? { nodes } : {}), ...(path ? { path } : {}) })

/** Codes of Apollo for requests that it rejects before execution, and our own. */
const refusalCodes = new Map<unknown, ErrorCode>([
  ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_PARSE_FAILED'],
  ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
  ['OPERATION_RESOLUTION_FAILURE', 'OPERATION_RESOLUTION_FAILURE'],
  ['BAD_REQUEST', 'BAD_USER_INPUT'],
])

/**
 * Formats errors of requests that Apollo rejected before execution. Repeats the input, truncated. A value that one of
 * our scalars refuses has the same code in the document as in a variable: it fits the schema, and is no day.
 */
export function presentRefusal(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = refusalCodes.get(formatted.extensions?.['code'])
  if (code === undefined) return formatted
  const cause = error instanceof GraphQLError ? error.originalError : null
  return {
    ...formatted,
    message: shortenMessage(formatted.message),
    extensions: { ...formatted.extensions, code: cause instanceof GatewayError ? cause.code : code },
  }
}
