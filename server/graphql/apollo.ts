import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from '../telemetry/logger.ts'
import { auditOperations } from './audit-plugin.ts'
import type { GraphContext } from './context.ts'
import type { Limits } from '../limits/limits.ts'
import type { Documents } from './documents.ts'
import { writeJson } from './execution/json-fragment.ts'
import type { KeepPolicy } from './execution/kept-fields.ts'
import { createExecutor } from './executor.ts'
import { refuseIntrospection, type IntrospectionRule } from './introspection.ts'
import { presentRefusal } from './present-errors.ts'
import type { Sandbox } from './sandbox.ts'

export interface ApolloOptions {
  schema: GraphQLSchema
  logger: Logger
  limits: Limits
  documents: Pick<Documents, 'store'>
  /** Which root fields are kept between operations; null: none. */
  keep: KeepPolicy | null
  /** Whether errors may suggest names of the schema: outside production. */
  isExplorable: boolean
  /** Whether this caller may introspect. */
  mayIntrospect: IntrospectionRule
  /** Apollo Sandbox; null: disabled. */
  sandbox: Sandbox | null
}

/**
 * Apollo Server with our executor. Its cache-control plugin stays off: it wraps every field of every row, which costs
 * more than executing them, and `Freshness` already tells clients what they may cache.
 */
export function createApollo(options: ApolloOptions): ApolloServer<GraphContext> {
  const { schema, logger, limits, documents, keep, isExplorable, mayIntrospect, sandbox } = options
  // Suggestions reveal schema names.
  const hideSuggestions = !isExplorable
  return new ApolloServer<GraphContext>({
    gateway: createExecutor({ schema, logger, limits, hideSuggestions, keep }),
    logger,
    // Apollo's own rule knows no callers: ours decides.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    documentStore: documents.store,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { hideSuggestions },
    formatError: presentRefusal,
    stringifyResult: (result) => `${writeJson(result)}\n`,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // Of a subgraph, Apollo would tell routers how long each field took.
      ApolloServerPluginInlineTraceDisabled(),
      // Who gets the landing page depends on the request, which Apollo's own plugin cannot see.
      ApolloServerPluginLandingPageDisabled(),
      ...(sandbox ? [sandbox.plugin] : []),
      refuseIntrospection(mayIntrospect),
      auditOperations(schema),
    ],
  })
}
