import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  print,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import type { GraphContext } from '../context.ts'

export type Variables = Readonly<Record<string, unknown>>
export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>

/** The type of a value, as far as completing it goes. */
export type Shape = { readonly isNonNull: boolean; readonly type: GraphQLOutputType } & (
  | { readonly kind: 'leaf'; readonly leaf: GraphQLLeafType }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'object'; readonly object: GraphQLObjectType }
  | { readonly kind: 'abstract'; readonly abstract: GraphQLAbstractType }
)

/** A field to execute. */
export interface FieldPlan {
  /** Its name in the answer. */
  readonly key: string
  readonly parentType: GraphQLObjectType
  readonly field: GraphQLField<unknown, unknown>
  /** Where the document selects it. */
  readonly nodes: readonly [FieldNode, ...FieldNode[]]
  /** Null: the property of this name. */
  readonly resolve: GraphQLFieldResolver<unknown, GraphContext> | null
  readonly shape: Shape
  /** Whether its value has subfields, in a list or not. */
  readonly isComposite: boolean
  /** Where its arguments come from: it may have none, or the same in each execution. */
  readonly arguments: 'none' | 'constant' | 'variables'
  /**
   * The root field that what it loads is known to be for, by its name in the answer: a root field is for itself, and a field
   * of its object for the root field. Null for deeper ones, which load what rows name, together for all rows.
   */
  readonly root: string | null
  readonly isRoot: boolean
  /** The root field it is a part of, by its name in the answer. */
  readonly top: string
  /** Filled by the first execution that needs them. */
  readonly known: { args?: Readonly<Record<string, unknown>>; subplans: Map<GraphQLObjectType, ObjectPlan> }
}

/** What to execute of an object. */
export interface ObjectPlan {
  readonly fields: readonly FieldPlan[]
  /**
   * Its names in the order of the answer, without values: copies of it have room for all of them. Null where a plain object
   * cannot have them: `__proto__` would be its prototype.
   */
  readonly template: Readonly<Record<string, undefined>> | null
  /** Filled when it is asked for. */
  readonly known: { signature?: string | null }
}

/** Plans the fields of an operation's root. */
export function planRoot(
  schema: GraphQLSchema,
  fragments: Fragments,
  {
    type,
    set,
    variables,
  }: { readonly type: GraphQLObjectType; readonly set: SelectionSetNode; readonly variables: Variables },
): ObjectPlan {
  return planObject(schema, collect(schema, fragments, variables, type, [set]), type, {})
}

/** What plans are made of, beside the selections. */
export interface PlannedOperation {
  readonly schema: GraphQLSchema
  readonly fragments: Fragments
  readonly variables: Variables
}

/** Plans what a field selects of an object of this type. */
export function subplanOf(
  plan: FieldPlan,
  type: GraphQLObjectType,
  { schema, fragments, variables }: PlannedOperation,
): ObjectPlan {
  const known = plan.known.subplans.get(type)
  if (known) return known
  const sets = plan.nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []))
  const root = plan.isRoot && plan.shape.kind !== 'list' ? plan.root : null
  const { top } = plan
  const subplan = planObject(schema, collect(schema, fragments, variables, type, sets), type, { root, top })
  plan.known.subplans.set(type, subplan)
  return subplan
}

/**
 * Names a selection: the same for all documents that select the same of a type, in the same order. Null where more than the
 * record decides what comes of it: a variable, or a type that is known only then.
 */
export function signatureOf(plan: ObjectPlan, operation: PlannedOperation): string | null {
  const { known } = plan
  if (known.signature === undefined) {
    const parts = plan.fields.map((field) => signatureOfField(field, operation))
    known.signature = parts.includes(null) ? null : parts.join(' ')
  }
  return known.signature
}

function signatureOfField(plan: FieldPlan, operation: PlannedOperation): string | null {
  if (plan.arguments === 'variables') return null
  const args = plan.nodes[0].arguments?.map((argument) => print(argument)).join() ?? ''
  const own = `${plan.key}:${plan.field.name}(${args})`
  if (!plan.isComposite) return own
  const type = getNamedType(plan.field.type)
  const below = isObjectType(type) ? signatureOf(subplanOf(plan, type, operation), operation) : null
  return below === null ? null : `${own}{${below}}`
}

type Collected = ReadonlyMap<string, readonly [FieldNode, ...FieldNode[]]>

function planObject(
  schema: GraphQLSchema,
  collected: Collected,
  type: GraphQLObjectType,
  /** Nothing for the root. */
  { top, root }: { readonly top?: string; readonly root?: string | null },
): ObjectPlan {
  const isRoot = top === undefined
  const fields = [...collected].flatMap(([key, nodes]) => {
    const field = fieldOf(schema, type, nodes[0].name.value)
    const place = { isRoot, root: isRoot ? key : (root ?? null), top: top ?? key }
    return field ? [planField(key, { field, nodes, parentType: type, ...place })] : []
  })
  const template = Object.fromEntries(fields.map(({ key }) => [key, undefined]))
  return { fields, template: collected.has('__proto__') ? null : template, known: {} }
}

function planField(
  key: string,
  known: Pick<FieldPlan, 'field' | 'nodes' | 'parentType' | 'root' | 'isRoot' | 'top'>,
): FieldPlan {
  const { field, nodes } = known
  const hasVariables = nodes[0].arguments?.some(({ value }) => usesVariables(value)) ?? false
  return {
    ...known,
    key,
    resolve: (field.resolve as GraphQLFieldResolver<unknown, GraphContext> | undefined) ?? null,
    shape: shapeOf(field.type),
    isComposite: !isLeafType(getNamedType(field.type)),
    arguments: field.args.length === 0 ? 'none' : hasVariables ? 'variables' : 'constant',
    known: { subplans: new Map() },
  }
}

const shapes = new WeakMap<GraphQLOutputType, Shape>()

function shapeOf(type: GraphQLOutputType): Shape {
  const known = shapes.get(type)
  if (known) return known
  const shape = describe(type)
  shapes.set(type, shape)
  return shape
}

function describe(type: GraphQLOutputType): Shape {
  if (isNonNullType(type)) return { ...describe(type.ofType as GraphQLOutputType), isNonNull: true, type }
  if (isListType(type)) return { kind: 'list', item: shapeOf(type.ofType), isNonNull: false, type }
  if (isLeafType(type)) return { kind: 'leaf', leaf: type, isNonNull: false, type }
  if (isAbstractType(type)) return { kind: 'abstract', abstract: type, isNonNull: false, type }
  return { kind: 'object', object: type as GraphQLObjectType, isNonNull: false, type }
}

function fieldOf(schema: GraphQLSchema, parent: GraphQLObjectType, name: string) {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef
  if (parent === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef
  }
  return parent.getFields()[name]
}

/** The fields that the selections have of a type, fragments spread, in the order of the answer. */
function collect(
  schema: GraphQLSchema,
  fragments: Fragments,
  variables: Variables,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Collected {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>()
  const spread = new Set<string>()
  const matches = (condition: string | undefined) => {
    if (condition === undefined || condition === type.name) return true
    const other = schema.getType(condition)
    return isAbstractType(other) && schema.isSubType(other, type)
  }

  function add({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value
        if (spread.has(name) || !isIncluded(selection, variables)) continue
        spread.add(name)
        const fragment = fragments[name]
        if (fragment && matches(fragment.typeCondition.name.value)) add(fragment.selectionSet)
      } else if (!isIncluded(selection, variables)) continue
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (matches(selection.typeCondition?.name.value)) add(selection.selectionSet)
      } else {
        const key = (selection.alias ?? selection.name).value
        const nodes = fields.get(key)
        if (nodes) nodes.push(selection)
        else fields.set(key, [selection])
      }
    }
  }

  for (const set of sets) add(set)
  return fields
}

function isIncluded(node: SelectionNode, variables: Variables): boolean {
  if (!node.directives || node.directives.length === 0) return true
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
}

function usesVariables(value: ValueNode): boolean {
  switch (value.kind) {
    case Kind.VARIABLE:
      return true
    case Kind.LIST:
      return value.values.some(usesVariables)
    case Kind.OBJECT:
      return value.fields.some((field) => usesVariables(field.value))
    default:
      return false
  }
}
