import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server'
import type { RequestAudit } from '../audit/request-audit.ts'
import type { Principal } from '../auth/principal.ts'
import { createAutomaticOperations } from '../graphql/automatic-operations.ts'
import type { CallCheck } from '../graphql/check-call.ts'
import type { GraphContext } from '../graphql/context.ts'
import type { OperationDependencies } from '../graphql/response-cache/operation-dependencies.ts'
import { createLargeOperations } from '../limits/large-operations.ts'
import { operationTurn } from '../limits/operation-turns.ts'
import { runFor } from '../telemetry/vendor-calls.ts'
import type { CallerGuard } from './caller-guard.ts'
import { toSearch, wantedOf, type GraphqlCall } from './graphql-call.ts'
import type { OperationRequest } from './operation-request.ts'
import { resolveOperation, type PersistedOperations } from './persisted-operations.ts'

export interface OperationRunnerOptions {
  apollo: ApolloServer<GraphContext>
  persistedOperations: PersistedOperations
  /** Applies the limits on callers. */
  guard: CallerGuard
  /** Checks every call before execution. */
  checkCall: CallCheck
  /** Whether sessions may send their own documents. */
  isExplorable: boolean
}

/** Has Apollo Server execute an operation. */
export function createOperationRunner(options: OperationRunnerOptions) {
  const { apollo, persistedOperations, guard, checkCall, isExplorable } = options
  const largeOperations = createLargeOperations()
  const automaticOperations = createAutomaticOperations()

  return async (
    request: OperationRequest,
    principal: Principal,
    {
      asked,
      audited,
      dependencies,
    }: {
      readonly asked: GraphqlCall
      readonly audited: RequestAudit
      readonly dependencies: OperationDependencies | null
    },
  ): Promise<HTTPGraphQLResponse> => {
    const isProgram = principal.scheme === 'bearer'
    const { isTrusted = false } = request
    const call = resolveOperation(asked, persistedOperations, {
      allowFree: isExplorable || isProgram || isTrusted,
      automatic: isProgram && !isTrusted ? automaticOperations : null,
    })
    const wanted = wantedOf(call)
    const isLarge = wanted !== null && checkCall(wanted)
    const signal = request.signal()
    const graphContext = {
      principal,
      requestId: request.requestId,
      signal,
      explainsCost: isProgram && request.headers['x-explain'] === 'cost',
      remainingVendorCalls: () => guard.remainingVendorCalls(principal),
      audit: audited,
      ...(dependencies && { dependencies }),
    }
    const run = async () => {
      await operationTurn(principal.id)
      signal.throwIfAborted()
      return apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: toApolloRequest(request, call),
        context: async () => graphContext,
      })
    }
    const runInTurn = () => (isLarge ? largeOperations.run(principal.id, run, signal) : run())
    return runFor(principal.id, runInTurn, isProgram)
  }
}

function toApolloRequest(request: OperationRequest, call: GraphqlCall): HTTPGraphQLRequest {
  const { method, fields } = call
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  // Foreign pages cannot send x-portal without a preflight, so it satisfies Apollo's CSRF check of GETs like its own
  // header.
  if (headers.get('x-portal') === '1') headers.set('apollo-require-preflight', 'true')
  return method === 'POST'
    ? { method, headers, search: '', body: fields }
    : { method, headers, search: toSearch(call), body: '' }
}
