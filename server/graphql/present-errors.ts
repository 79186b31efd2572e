import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { shortenMessage } from '../errors/excerpt.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { VendorError } from '../errors/vendor-error.ts'
import type { Logger } from '../telemetry/logger.ts'
import { collapseFaults } from './collapse-faults.ts'

/**
 * What callers get to see of what went wrong while an operation ran: our own errors with their code, everything else
 * as `INTERNAL_SERVER_ERROR` under the request's id, with the story in the log.
 */
export function presentErrors(errors: readonly GraphQLError[], requestId: string, logger: Logger): GraphQLError[] {
  return collapseFaults(errors).map(({ error, affectedCount }) => {
    const cause = error.originalError
    // Without a path nothing ran yet: the document or its variables are wrong, and graphql's words say how.
    if (!error.path) {
      const extensions = { code: 'BAD_USER_INPUT' }
      return new GraphQLError(shortenMessage(error.message), { ...place(error), extensions })
    }
    if (cause instanceof VendorError) {
      // One call serves many requests, so its own log line has no request's id: this one ties the two together.
      const { code, vendor, message: reason } = cause
      logger.warn(
        { requestId, path: error.path, code, vendor, affectedCount, reason },
        'a vendor fault reached a caller',
      )
    }
    // What lies behind an error of ours (a database that is full) is for the log alone.
    if (cause instanceof GatewayError && cause.code === 'INTERNAL_SERVER_ERROR') {
      logger.warn({ requestId, path: error.path, affectedCount, err: cause }, 'a field could not be answered for now')
    }
    if (cause instanceof GatewayError) return present(error, cause, affectedCount, requestId)
    logger.error({ requestId, path: error.path, err: cause ?? error }, 'a resolver failed')
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

/** An answer that was given up as a whole. */
export function presentExcess({ code, message, details }: GatewayError, requestId: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...details, requestId } })
}

const place = ({ nodes, path }: GraphQLError) => ({ ...(nodes ? { nodes } : {}), ...(path ? { path } : {}) })

/** What Apollo itself finds wrong with a request is the caller's input as far as our codes go. */
const inputCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
])

/** What callers get to see of what Apollo refused before an operation ran. It repeats what they sent, if not all of it. */
export function presentRefusal(error: GraphQLFormattedError): GraphQLFormattedError {
  if (!inputCodes.has(String(error.extensions?.['code']))) return error
  return {
    ...error,
    message: shortenMessage(error.message),
    extensions: { ...error.extensions, code: 'BAD_USER_INPUT' },
  }
}
