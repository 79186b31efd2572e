import {
  GraphQLError,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { GatewayError } from '../../errors/gateway-error.ts'
import { planRoot, type Fragments, type ObjectPlan, type Variables } from './plan.ts'

/** How an operation of a document is executed. */
export interface OperationPlan {
  readonly fragments: Fragments
  readonly root: ObjectPlan
}

/**
 * Plans operations, once for each document that is still known.
 *
 * @throws GraphQLError if the schema has no such operations
 */
export type Planner = (
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
) => OperationPlan

/** Conditions are mostly few, and mostly the same. Further combinations are planned each time. */
const keptPlans = 32

export function createPlanner(schema: GraphQLSchema): Planner {
  const documents = new WeakMap<DocumentNode, ReturnType<typeof describe>>()

  return (document, operation, variables) => {
    const known = documents.get(document) ?? describe(document)
    documents.set(document, known)
    // What `@skip` and `@include` decide is a part of the plan.
    const key = JSON.stringify([operation.name?.value, ...known.conditions.map((name) => variables[name] ?? null)])
    const before = known.plans.get(key)
    if (before) return before
    const type = schema.getRootType(operation.operation)
    if (!type) {
      const message = `Schema is not configured to execute ${operation.operation} operation.`
      const originalError = new GatewayError('OPERATION_RESOLUTION_FAILURE', message)
      throw new GraphQLError(message, { nodes: operation, originalError })
    }
    const { fragments } = known
    const plan = { fragments, root: planRoot(schema, fragments, { type, set: operation.selectionSet, variables }) }
    if (known.plans.size < keptPlans) known.plans.set(key, plan)
    return plan
  }
}

function describe(document: DocumentNode) {
  const fragments: Record<string, Fragments[string]> = Object.create(null)
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  }
  return { fragments, conditions: conditionsOf(document), plans: new Map<string, OperationPlan>() }
}

/** The variables that `@skip` and `@include` use. */
function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  visit(document, {
    Directive({ arguments: args }: DirectiveNode) {
      for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names]
}
