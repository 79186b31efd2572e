import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredInputField,
  isScalarType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql'

/** A place of the schema that takes a text, and the operation that reaches it. */
export interface TextArgument {
  /** Such as `Mutation.logChange(input.change.subject)`. */
  readonly name: string
  readonly query: string
  variablesFor(text: string): Record<string, unknown>
}

/** How deep fields with arguments are looked for below an operation. */
const maxDepth = 4

/** Every argument of every field of the schema, however deep in inputs, for which a client can send a text. */
export function findTextArguments(schema: GraphQLSchema, known: Readonly<Record<string, unknown>>): TextArgument[] {
  const found = new Map<string, TextArgument>()

  function visit(field: GraphQLField<unknown, unknown>, parents: readonly Step[]): void {
    const step = { field, name: `${parents.length}${field.name}` }
    const path = [...parents, step]
    const owner = parents.at(-1)
    const place = owner ? `${getNamedType(owner.field.type).name}.${field.name}` : field.name
    for (const argument of field.args) {
      for (const { inside, build } of textsOf(argument.type)) {
        const name = `${place}(${[argument.name, ...inside].join('.')})`
        if (found.has(name)) continue
        found.set(name, {
          name,
          query: writeDocument(path, { step, argument }, known),
          variablesFor: (text) => ({ value: build(text) }),
        })
      }
    }
    const type = getNamedType(field.type)
    if (!isObjectType(type) || path.length >= maxDepth) return
    // A type that is its own descendant would go round in circles.
    if (parents.some((parent) => getNamedType(parent.field.type) === type)) return
    for (const child of Object.values(type.getFields())) {
      if (child.args.length > 0 || isCompositeType(getNamedType(child.type))) visit(child, path)
    }
  }

  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) visit(field, [])
  }
  return [...found.values()]

  function writeDocument(path: readonly Step[], target: Target, values: Readonly<Record<string, unknown>>): string {
    const kind = schema.getMutationType()?.getFields()[path[0]!.field.name] === path[0]!.field ? 'mutation' : 'query'
    const body = path.reduceRight((inner, { field }) => {
      const selection = inner || (isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '')
      return `{ ${field.name}${writeArguments(field, target, values)} ${selection} }`
    }, '')
    return `${kind} ($value: ${String(target.argument.type)}) ${body}`
  }
}

interface Step {
  readonly field: GraphQLField<unknown, unknown>
}

interface Target {
  readonly step: Step
  readonly argument: GraphQLArgument
}

/** The argument that is looked at as a variable, and what else the field insists on as a value that is good. */
function writeArguments(
  field: GraphQLField<unknown, unknown>,
  target: Target,
  values: Readonly<Record<string, unknown>>,
) {
  const written = field.args.flatMap((argument) => {
    if (field === target.step.field && argument === target.argument) return [`${argument.name}: $value`]
    if (argument.defaultValue !== undefined || !String(argument.type).endsWith('!')) return []
    return [`${argument.name}: ${JSON.stringify(values[argument.name] ?? goodValue(argument.type))}`]
  })
  return written.length > 0 ? `(${written.join(', ')})` : ''
}

interface TextPlace {
  readonly inside: readonly string[]
  readonly build: (text: string) => unknown
}

/** The places of an input type that take a text; inputs that contain themselves are followed once. */
function textsOf(type: GraphQLInputType, seen: readonly string[] = []): TextPlace[] {
  const bare = getNullableType(type)
  if (isListType(bare)) {
    return textsOf(bare.ofType, seen).map(({ inside, build }) => ({ inside, build: (text) => [build(text)] }))
  }
  if (isEnumType(bare)) return [{ inside: [], build: (text) => text }]
  if (isScalarType(bare)) {
    const isText = !['Int', 'Float', 'Boolean'].includes(bare.name)
    return isText ? [{ inside: [], build: (text) => text }] : []
  }
  if (!isInputObjectType(bare) || seen.includes(bare.name)) return []
  const fields = Object.values(bare.getFields())
  return fields.flatMap((field) =>
    textsOf(field.type, [...seen, bare.name]).map(({ inside, build }) => ({
      inside: [field.name, ...inside],
      build: (text) => ({ ...required(fields, field), [field.name]: build(text) }),
    })),
  )
}

const required = (fields: readonly GraphQLInputField[], except: GraphQLInputField) =>
  Object.fromEntries(
    fields
      .filter((field) => field !== except && isRequiredInputField(field))
      .map((field) => [field.name, goodFor(field)]),
  )

const goodFor = ({ name, type }: GraphQLInputField) => (name === 'tenantId' ? 'acme' : goodValue(type))

/** Something that the type takes. */
function goodValue(type: GraphQLInputType): unknown {
  const bare = getNullableType(type)
  if (isListType(bare)) return []
  if (isEnumType(bare)) return bare.getValues()[0]?.name
  if (isInputObjectType(bare)) {
    const fields = Object.values(bare.getFields()).filter(isRequiredInputField)
    return Object.fromEntries(fields.map((field) => [field.name, goodFor(field)]))
  }
  const values: Readonly<Record<string, unknown>> = { Int: 1, Float: 1, Boolean: true, Date: '2026-03-18' }
  return values[bare.name] ?? 'x'
}
