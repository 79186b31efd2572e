import { GraphQLError } from 'graphql'
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
    if (!error.path)
      return new GraphQLError(cut(error.message), { ...place(error), extensions: { code: 'BAD_USER_INPUT' } })
    if (cause instanceof VendorError) {
      // One call serves many requests, so its own log line has no request's id: this one ties the two together.
      const { code, vendor, message: reason } = cause
      logger.warn(
        { requestId, path: error.path, code, vendor, affectedCount, reason },
        'a vendor fault reached a caller',
      )
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
      ...(cause instanceof VendorError ? { vendor: cause.vendor, affectedCount } : {}),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      requestId,
    },
  })
}

/** graphql repeats the value that it refuses, however long it is: its beginning and the reason behind it are enough. */
function cut(message: string): string {
  if (message.length <= 1_000) return message
  return `${message.slice(0, 500)} … ${message.slice(-400)}`
}

const place = ({ nodes, path }: GraphQLError) => ({ ...(nodes ? { nodes } : {}), ...(path ? { path } : {}) })
