import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { countRepresentations } from './count-representations.ts'
import { readFirst } from './read-first.ts'

/** The size of a selection, with its fragments expanded. */
export interface Measure {
  /** Nesting depth: 1 for a field without a selection. */
  readonly depth: number
  readonly fields: number
  readonly aliases: number
  readonly directives: number
  /** Rows allowed by `first`, multiplied down the tree. A list without `first` counts as one row. */
  readonly rows: number
  /** References of other subgraphs, of all fields `_entities`. */
  readonly representations: number
  /** The path to the deepest field. */
  readonly deepest: Trail | null
}

/** A field name and the path below it. */
interface Trail {
  readonly name: string
  readonly below: Trail | null
}

export interface OperationMeasure extends Omit<Measure, 'deepest'> {
  readonly rootFields: number
  readonly deepestPath: string
  /** Per root field of the operation itself, in order: measured again, to locate the largest contribution. */
  readonly roots: () => readonly MeasuredRoot[]
}

export interface MeasuredRoot {
  readonly node: FieldNode
  readonly measure: Measure
}

const nothing: Measure = {
  depth: 0,
  fields: 0,
  aliases: 0,
  directives: 0,
  rows: 0,
  representations: 0,
  deepest: null,
}

/**
 * Assumed length of the schema's list of types. It is much longer, but its rows are cheap: so the introspection query
 * of tools counts as about a thousand rows, however large the schema, and a document cannot request it many times.
 */
const introspectedTypes = 40

/**
 * Measures an operation before validation, whatever it contains. Measures a fragment once per parent type and then
 * counts it per use, so the time is linear in the text rather than in the size after expanding nested fragments.
 * Assumes that conditions (`@skip`, `@include`) include their field.
 *
 * @param largestFirst upper bound for `first`: its field rejects larger values itself
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  largestFirst: number,
): OperationMeasure {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const known = new Map<string, Measure>()
  const typeOf = (name: string | undefined) => (name === undefined ? undefined : schema.getType(name))

  /** @param pageSize `first` of the selection's field; null if it has none */
  function ofSelection(set: SelectionSetNode, type: GraphQLNamedType | undefined, pageSize: number | null): Measure {
    const total = { ...nothing }
    for (const selection of set.selections) {
      const directives = selection.directives?.length ?? 0
      const part =
        selection.kind === Kind.FIELD
          ? ofField(selection, type, pageSize)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? ofSelection(selection.selectionSet, typeOf(selection.typeCondition?.name.value) ?? type, pageSize)
            : ofFragment(selection.name.value, pageSize)
      add(total, part)
      total.directives += directives
    }
    return total
  }

  function ofFragment(name: string, pageSize: number | null): Measure {
    const key = `${name} ${pageSize}`
    const before = known.get(key)
    if (before) return before
    const fragment = fragments.get(name)
    if (!fragment) return nothing
    // Reached by a fragment that spreads itself, which validation rejects.
    known.set(key, nothing)
    const measure = ofSelection(fragment.selectionSet, typeOf(fragment.typeCondition.name.value), pageSize)
    known.set(key, measure)
    return measure
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined, pageSize: number | null): Measure {
    const name = node.name.value
    const field = fieldOf(schema, parent, name)
    const isList = field !== undefined && isListType(getNullableType(field.type))
    const first = field && readFirst(field, node, variables, operation, largestFirst)
    const isOfEntities = name === '_entities' && parent === schema.getQueryType()
    const representations = isOfEntities ? countRepresentations(node, variables, operation) : 0
    const sizeOfOther = () => (isOfEntities ? representations : sizeOfIntrospection(schema, parent, name))
    const rowsEach = isList ? (first ?? pageSize ?? sizeOfOther()) : 1
    const type = field && getNamedType(field.type)
    const below = node.selectionSet
      ? ofSelection(node.selectionSet, isCompositeType(type) ? type : undefined, isList ? null : (first ?? null))
      : nothing
    return {
      depth: below.depth + 1,
      fields: below.fields + 1,
      aliases: below.aliases + (node.alias && node.alias.value !== name ? 1 : 0),
      directives: below.directives,
      rows: isList ? rowsEach * (1 + below.rows) : below.rows,
      representations: representations + below.representations,
      deepest: { name: node.alias?.value ?? name, below: below.deepest },
    }
  }

  const rootType = schema.getRootType(operation.operation) ?? undefined
  const whole = ofSelection(operation.selectionSet, rootType, null)
  const { deepest, ...measure } = whole
  const roots = () =>
    operation.selectionSet.selections
      .filter((selection) => selection.kind === Kind.FIELD)
      .map((node) => ({ node, measure: ofField(node, rootType, null) }))
  const rootFields = countRoots(fragments, operation.selectionSet)
  return { ...measure, rootFields, deepestPath: spell(deepest), roots }
}

function fieldOf(
  schema: GraphQLSchema,
  parent: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (!isObjectType(parent)) return undefined
  if (parent === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef
  }
  return parent.getFields()[name]
}

/** Assumed length of a list of the introspection; 1 for any other. */
function sizeOfIntrospection(schema: GraphQLSchema, parent: GraphQLNamedType | undefined, name: string): number {
  if (!parent?.name.startsWith('__')) return 1
  return name === 'types' ? introspectedTypes : name === 'fields' ? averageFields(schema) : 1
}

/** Counts root fields through fragments, at any nesting. */
function countRoots(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  set: SelectionSetNode,
  counted = new Map<string, number>(),
): number {
  let count = 0
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) count += 1
    else if (selection.kind === Kind.INLINE_FRAGMENT) count += countRoots(fragments, selection.selectionSet, counted)
    else {
      const name = selection.name.value
      const fragment = fragments.get(name)
      let inIt = counted.get(name)
      if (inIt === undefined) {
        counted.set(name, 0)
        inIt = fragment ? countRoots(fragments, fragment.selectionSet, counted) : 0
        counted.set(name, inIt)
      }
      count += inIt
    }
  }
  return count
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** Adds a part to the measure of a selection. */
function add(total: Mutable<Measure>, part: Measure): void {
  if (part.depth > total.depth) {
    total.depth = part.depth
    total.deepest = part.deepest
  }
  total.fields += part.fields
  total.aliases += part.aliases
  total.directives += part.directives
  total.rows += part.rows
  total.representations += part.representations
}

/** Formats the first fields of a path, enough to locate it. */
function spell(trail: Trail | null): string {
  const names: string[] = []
  for (let at = trail; at !== null && names.length < 5; at = at.below) names.push(at.name.slice(0, 40))
  return names.join('.')
}

const averages = new WeakMap<GraphQLSchema, number>()

function averageFields(schema: GraphQLSchema): number {
  const before = averages.get(schema)
  if (before !== undefined) return before
  const objects = Object.values(schema.getTypeMap()).filter(isObjectType)
  const fields = objects.reduce((count, type) => count + Object.keys(type.getFields()).length, 0)
  const average = Math.ceil(fields / Math.max(1, objects.length))
  averages.set(schema, average)
  return average
}
