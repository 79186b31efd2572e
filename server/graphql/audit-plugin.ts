import type { ApolloServerPlugin } from '@apollo/server'
import { HeaderMap } from '@apollo/server'
import { GraphQLError, type GraphQLSchema } from 'graphql'
import { AuditUnavailableError } from '../audit/audit-unavailable-error.ts'
import type { GraphContext } from './context.ts'
import { countRows } from './execution/count-rows.ts'
import { createOperationDescriber } from './describe-operation.ts'

/**
 * Tells the audit log of each request what is asked and what comes of it. A mutation is recorded before anything of it is
 * executed, and refused if it cannot be.
 */
export function auditOperations(schema: GraphQLSchema): ApolloServerPlugin<GraphContext> {
  const describe = createOperationDescriber(schema)
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request, queryHash, contextValue }) {
          const { audit, requestId } = contextValue
          if (!audit || !operation) return
          const described = describe(document, operation, request.variables ?? {})
          const begun = audit.begin({ ...described, operation: operation.name?.value ?? null, document: queryHash })
          if (!described.isMutation) return
          await begun.catch((error: unknown) => {
            throw error instanceof AuditUnavailableError ? toGraphQLError(error, requestId) : error
          })
        },
        async willSendResponse({ response, contextValue, operationName, queryHash }) {
          if (!contextValue.audit || response.body.kind !== 'single') return
          const { data, errors } = response.body.singleResult
          const codes = errors?.map(({ extensions }) => textOf(extensions?.['code']) ?? 'INTERNAL_SERVER_ERROR') ?? []
          const values = Object.values(data ?? {})
          contextValue.audit.answer({
            codes,
            inputCodes: values.flatMap(inputCodesOf),
            hasData: values.some((value) => value !== null),
            rows: countRows(data),
            operation: operationName ?? null,
            document: queryHash ?? null,
          })
        },
      }
    },
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

/** Codes of `userErrors` in a payload, as far as they were asked for. What is only on its way is no error. */
function inputCodesOf(payload: unknown): string[] {
  const { userErrors } = (payload ?? {}) as { userErrors?: unknown }
  if (!Array.isArray(userErrors)) return []
  return userErrors.flatMap((error: { code?: unknown }) => {
    const code = textOf(error.code) ?? 'BAD_USER_INPUT'
    return code === 'PENDING' ? [] : [code]
  })
}

function toGraphQLError({ message, code, retryAfterSeconds }: AuditUnavailableError, requestId: string): GraphQLError {
  const headers = new HeaderMap([['retry-after', String(retryAfterSeconds)]])
  return new GraphQLError(message, {
    extensions: { code, retryAfterSeconds, requestId, http: { status: 503, headers } },
  })
}
