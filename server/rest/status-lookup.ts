import { GatewayError } from '../errors/gateway-error.ts'
import type { CallerCheck } from '../operations/caller-guard.ts'
import type { OperationRequest } from '../operations/operation-request.ts'
import type { Operations } from '../operations/operations.ts'
import type { TrustedDocuments } from '../trusted/documents.ts'
import { failureOfGraph, type GraphError } from './failure.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { RestTicketStatusesQuery } from './operation-types.gen.ts'

/** Asks the graph for the statuses of tickets, as an operation of the same caller. */
export function createStatusLookup(operations: Operations, documents: TrustedDocuments) {
  /** @throws GatewayError a refusal, or what the graph says */
  return async (
    request: Omit<OperationRequest, 'readText'>,
    callerCheck: (audited: Parameters<Parameters<Operations['run']>[1]>[0]) => CallerCheck,
  ) => {
    const text = JSON.stringify({ ...documents.get('ticket-statuses'), variables: {} })
    let answered: Buffer | null = null
    await operations.run({ ...request, readText: async () => text }, callerCheck, async ({ body }) => {
      answered = body
      return body.length
    })
    const { data, errors } = JSON.parse(String(answered)) as {
      data?: RestTicketStatusesQuery | null
      errors?: readonly GraphError[]
    }
    if (data?.ticketStatuses) return data.ticketStatuses
    const { code, message, retryAfterSeconds } = failureOfGraph(errors?.[0] ?? { message: 'There are no statuses.' })
    throw new GatewayError(code as ErrorCode, message, { retryAfterSeconds })
  }
}
