import type { ApolloServerPlugin } from '@apollo/server'
import { ApolloServerErrorCode, ApolloServerValidationErrorCode } from '@apollo/server/errors'
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  validate,
  type ASTVisitor,
  type DocumentNode,
  type ValidationContext,
} from 'graphql'
import type { Principal } from '../auth/principal.ts'
import type { Config } from '../config/config.ts'
import type { GraphContext } from './context.ts'

/** Whether a caller may read the schema, by introspection or as SDL. */
export type IntrospectionRule = (principal: Pick<Principal, 'scheme'>) => boolean

/**
 * Callers with a bearer token may: they write their own documents. Sessions of the portal run its own operations and
 * need no schema, so that a script injected into a page learns nothing from it; in development they may as well.
 */
export function createIntrospectionRule({
  introspection,
  environment,
}: Pick<Config, 'introspection' | 'environment'>): IntrospectionRule {
  if (introspection === 'off') return () => false
  return ({ scheme }) => scheme === 'bearer' || environment === 'development'
}

/**
 * Refuses documents with `__schema`, `__type` or a subgraph's `_service` of callers who may not introspect. Apollo's
 * `introspection` option cannot: it holds for all callers.
 */
export function refuseIntrospection(mayIntrospect: IntrospectionRule): ApolloServerPlugin<GraphContext> {
  // Apollo keeps parsed documents, so a recurring one is looked through once.
  const found = new WeakMap<DocumentNode, boolean>()
  return {
    async requestDidStart({ schema }) {
      return {
        async didResolveOperation({ document, contextValue }) {
          if (mayIntrospect(contextValue.principal)) return
          const isIntrospection =
            found.get(document) ??
            validate(schema, document, [NoSchemaIntrospectionCustomRule, noServiceRule]).length > 0
          found.set(document, isIntrospection)
          if (!isIntrospection) return
          throw new GraphQLError(
            'This gateway does not show its schema to you: __schema, __type and _service are not answered.',
            {
              // As Apollo Server says it, so that its tools know.
              extensions: {
                code: ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
                validationErrorCode: ApolloServerValidationErrorCode.INTROSPECTION_DISABLED,
                http: { status: 400 },
              },
            },
          )
        },
      }
    },
  }
}

/** `_service { sdl }` is the whole schema. */
function noServiceRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.name.value !== '_service' || context.getParentType() !== context.getSchema().getQueryType()) return
      context.reportError(new GraphQLError('_service is introspection.', { nodes: node }))
    },
  }
}
