import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { GraphContext } from './context.ts'
import { createExecutor } from './executor.ts'
import { createSandboxPlugin } from './sandbox.ts'

export interface ApolloOptions {
  schema: GraphQLSchema
  logger: Logger
  metrics: Metrics
  /** Whether a browser gets Apollo Sandbox and the schema may be asked for: outside production. */
  isExplorable: boolean
  /** An access token for the Sandbox; for the demo only. */
  sandboxToken?: (() => Promise<string>) | undefined
}

/** Tokens a document may have: far more than any page needs, far less than it takes to keep the parser busy. */
const maxDocumentTokens = 5_000

/** What Apollo itself finds wrong with a request is the caller's input as far as our codes go. */
const inputCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
])

/** So much of a message about a document is sent, in UTF-16 units: what is wrong stands in front, what is allowed behind. */
const maxMessage = 1_000

const shorten = (message: string) => `${message.slice(0, maxMessage / 2)} … ${message.slice(-maxMessage / 2)}`

function toOurCodes(error: GraphQLFormattedError): GraphQLFormattedError {
  const code = String(error.extensions?.['code'])
  // Without a path it speaks of the document or its variables, and repeats them however long they are.
  const message = error.path || error.message.length <= maxMessage ? error.message : shorten(error.message)
  const extensions = inputCodes.has(code) ? { ...error.extensions, code: 'BAD_USER_INPUT' } : error.extensions
  return { ...error, message, ...(extensions && { extensions }) }
}

function countOperations(metrics: Metrics): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      const begun = performance.now()
      return {
        async willSendResponse({ errors }) {
          metrics.operations.inc({ outcome: errors?.length ? 'errors' : 'ok' })
          metrics.operationSeconds.observe((performance.now() - begun) / 1_000)
        },
      }
    },
  }
}

/**
 * Apollo Server with our executor. Its cache-control plugin stays off: it wraps every field of every row, which costs
 * more than executing them, and what callers may keep is said by `Freshness`.
 */
export function createApollo(options: ApolloOptions): ApolloServer<GraphContext> {
  const { schema, logger, metrics, isExplorable, sandboxToken } = options
  return new ApolloServer<GraphContext>({
    gateway: createExecutor({ schema, logger }),
    logger,
    introspection: isExplorable,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: maxDocumentTokens },
    formatError: toOurCodes,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      isExplorable ? createSandboxPlugin(sandboxToken) : ApolloServerPluginLandingPageDisabled(),
      countOperations(metrics),
    ],
  })
}
