import {
  Kind,
  OperationTypeNode,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import { describeArguments } from './describe-arguments.ts'
import { describeReferences } from './describe-references.ts'

/** What the audit log says of an operation. */
export interface DescribedOperation {
  readonly isMutation: boolean
  /** Names of the root fields. */
  readonly names: readonly string[]
  /** The root fields with their arguments, secrets and free text left out. */
  readonly fields: readonly string[]
  /** Ids of tenants in the arguments. */
  readonly tenants: readonly string[]
}

/** A root field with its arguments, as far as variables do not decide them. */
interface RootField {
  readonly name: string
  readonly types: Readonly<Record<string, GraphQLInputType>>
  readonly arguments: readonly { readonly name: string; readonly value: ValueNode }[]
  readonly conditions: readonly { readonly value: ValueNode; readonly wanted: boolean }[]
}

interface Plan {
  readonly isMutation: boolean
  readonly fields: readonly RootField[]
  /** Values of variables that are not sent. */
  readonly defaults: Readonly<Record<string, unknown>>
}

/** How many root fields of one operation are described; the rest is counted. */
const maxFields = 50

/** Describes operations. What depends on the document alone is done once for each. */
export function createOperationDescriber(schema: GraphQLSchema) {
  const plans = new WeakMap<OperationDefinitionNode, Plan>()

  return (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    given: Readonly<Record<string, unknown>>,
  ): DescribedOperation => {
    let plan = plans.get(operation)
    if (!plan) plans.set(operation, (plan = createPlan(schema, document, operation)))
    const variables = { ...plan.defaults, ...given }
    const names: string[] = []
    const fields: string[] = []
    const tenants = new Set<string>()
    for (const field of plan.fields) {
      if (field.conditions.some(({ value, wanted }) => Boolean(valueOf(value, variables)) !== wanted)) continue
      names.push(field.name)
      if (names.length > maxFields) continue
      if (field.arguments.length === 0) {
        fields.push(field.name)
        continue
      }
      const values: Record<string, unknown> = {}
      for (const { name, value } of field.arguments) values[name] = valueOf(value, variables)
      if (field.name === '_entities') {
        const references = describeReferences(values['representations'])
        fields.push(`_entities(representations: {${references.text}})`)
        for (const id of references.tenants) tenants.add(id)
        continue
      }
      const text = describeArguments(field.types, values)
      fields.push(text === '' ? field.name : `${field.name}(${text})`)
      addTenants(field.name, values, tenants)
    }
    if (names.length > maxFields) fields.push(`… ${names.length - maxFields} more`)
    return { isMutation: plan.isMutation, names, fields, tenants: [...tenants] }
  }
}

function createPlan(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Plan {
  const isMutation = operation.operation === OperationTypeNode.MUTATION
  const root = isMutation ? schema.getMutationType() : schema.getQueryType()
  const known = root?.getFields() ?? {}
  const fields: RootField[] = []
  for (const { node, conditions } of rootFieldsOf(document, operation.selectionSet)) {
    const name = node.name.value
    const types = Object.fromEntries((known[name]?.args ?? []).map((argument) => [argument.name, argument.type]))
    const given = (node.arguments ?? []).map((argument) => ({ name: argument.name.value, value: argument.value }))
    fields.push({ name, types, arguments: given, conditions })
  }
  const defaults: Record<string, unknown> = {}
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue) defaults[variable.name.value] = valueFromASTUntyped(defaultValue)
  }
  return { isMutation, fields, defaults }
}

type Condition = RootField['conditions'][number]

/** The fields of the root, fragments expanded. Validation has refused fragments that contain themselves. */
function* rootFieldsOf(
  document: DocumentNode,
  { selections }: SelectionSetNode,
  outer: readonly Condition[] = [],
): Generator<{ node: FieldNode; conditions: readonly Condition[] }> {
  for (const node of selections) {
    const conditions = [...outer, ...conditionsOf(node)]
    if (node.kind === Kind.FIELD) yield { node, conditions }
    else if (node.kind === Kind.INLINE_FRAGMENT) yield* rootFieldsOf(document, node.selectionSet, conditions)
    else {
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === node.name.value,
      )
      if (fragment?.kind === Kind.FRAGMENT_DEFINITION) {
        yield* rootFieldsOf(document, fragment.selectionSet, conditions)
      }
    }
  }
}

/** `@include` and `@skip`. */
function conditionsOf({ directives = [] }: SelectionSetNode['selections'][number]): Condition[] {
  return directives.flatMap(({ name, arguments: given = [] }) => {
    const value = given.find((argument) => argument.name.value === 'if')?.value
    if (!value || (name.value !== 'include' && name.value !== 'skip')) return []
    return [{ value, wanted: name.value === 'include' }]
  })
}

function valueOf(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  return node.kind === Kind.VARIABLE ? variables[node.name.value] : valueFromASTUntyped(node, variables)
}

const tenantId = /^[\w-]{1,100}$/

/** `tenantId` of the arguments or their input, the `id` of a tenant, and the tenant in the id of a change. */
function addTenants(field: string, values: Readonly<Record<string, unknown>>, tenants: Set<string>): void {
  const input = typeof values['input'] === 'object' && values['input'] !== null ? values['input'] : {}
  const filter = typeof values['filter'] === 'object' && values['filter'] !== null ? values['filter'] : {}
  const given = { ...values, ...filter, ...input } as Readonly<Record<string, unknown>>
  const changeId = given['changeId'] ?? (/change$/i.test(field) ? given['id'] : undefined)
  const candidates = [
    given['tenantId'],
    /tenant$/i.test(field) ? given['id'] : undefined,
    typeof changeId === 'string' && changeId.includes(':') ? changeId.slice(0, changeId.indexOf(':')) : undefined,
  ]
  for (const candidate of candidates) {
    if (typeof candidate === 'string' && tenantId.test(candidate)) tenants.add(candidate)
  }
}
