import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { Kind, print, type DocumentNode, type ExecutionResult } from 'graphql'
import { errorEntry } from '../errors/error-entry.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Operations } from '../operations/operations.ts'
import type { Logger } from '../telemetry/logger.ts'
import { countVendorCalls } from '../telemetry/vendor-calls.ts'
import type { ExecuteOptions } from './execute-options.ts'
import { toPrincipal } from './given-principal.ts'

/** Documents that were parsed elsewhere, as text. */
const printed = new WeakMap<DocumentNode, string>()

/**
 * Runs operations for the program that embeds the graph, with the same limits, audit and errors as over HTTP. What is refused
 * before it is executed has `errors` and no `data`.
 *
 * @throws InvalidPrincipalError; TypeError for what is no document; the reason of the signal
 */
export function createExecute(operations: Operations, logger: Logger) {
  return async <Data, Variables>(
    {
      document,
      variables,
      operationName,
      principal,
      requestId = randomUUID(),
      explainCost,
    }: ExecuteOptions<Data, Variables>,
    signal: AbortSignal,
  ): Promise<ExecutionResult<Data>> => {
    const caller = toPrincipal(principal)
    setMaxListeners(0, signal)
    const query = textOf(document)
    const text = JSON.stringify({ query, variables, operationName })
    let answered: Buffer | null = null
    try {
      await countVendorCalls((vendorCalls) =>
        operations.run(
          {
            requestId,
            address: null,
            method: 'POST',
            headers: { 'content-type': 'application/json', ...(explainCost && { 'x-explain': 'cost' }) },
            readText: async () => text,
            signal: () => signal,
            vendorCalls,
            onLimits: () => undefined,
          },
          (audited) => ({
            isKnown: () => true,
            hasCredentials: () => false,
            async authenticate() {
              audited.by(caller, null)
              return caller
            },
          }),
          async ({ body }) => {
            answered = body
            return body.length
          },
        ),
      )
    } catch (error) {
      signal.throwIfAborted()
      return { errors: [entryOf(error, requestId, logger)] } as unknown as ExecutionResult<Data>
    }
    return JSON.parse(String(answered)) as ExecutionResult<Data>
  }
}

function textOf(document: unknown): string {
  if (isText(document)) return String(document)
  if (!isParsed(document)) throw new TypeError('document must be the text of a document, or a parsed one.')
  const text = printed.get(document) ?? print(document)
  printed.set(document, text)
  return text
}

/** A text, or an object around one, as code generators write them. */
const isText = (document: unknown) => Object.prototype.toString.call(document) === '[object String]'

const isParsed = (document: unknown): document is DocumentNode =>
  typeof document === 'object' && document !== null && 'kind' in document && document.kind === Kind.DOCUMENT

/** As it is sent over HTTP. */
function entryOf(error: unknown, requestId: string, logger: Logger) {
  if (error instanceof GatewayError) return errorEntry(error, requestId)
  logger.error({ requestId, err: error }, 'operation failed')
  return { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } }
}
