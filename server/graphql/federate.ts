import {
  concatAST,
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type ObjectTypeDefinitionNode,
} from 'graphql'

/**
 * The oldest version of the specification, which has all that is used here: any router and composition that knows Federation 2
 * reads it.
 */
const specification = 'https://specs.apollo.dev/federation/v2.0'

/** Values without an id that other subgraphs may well have too, with the same fields. */
export const shareableTypes: readonly string[] = ['Money', 'PageInfo', 'DateRange', 'UserError']

/**
 * The SDL as that of a subgraph: entities have `@key(fields: "id")`, what others may define too is `@shareable`.
 *
 * @throws Error if one of the types is missing, or an entity has no `id: ID!`
 */
export function federate(typeDefs: readonly string[], entities: readonly string[]): DocumentNode {
  const link = parse(`extend schema @link(url: "${specification}", import: ["@key", "@shareable"])`, {
    noLocation: true,
  })
  const missing = new Set([...entities, ...shareableTypes])
  const federated = visit(concatAST(typeDefs.map((text) => parse(text, { noLocation: true }))), {
    ObjectTypeDefinition(node) {
      const { value: name } = node.name
      const directive = entities.includes(name) ? keyOf(node) : shareableTypes.includes(name) ? shareable : null
      if (!directive) return false
      missing.delete(name)
      return { ...node, directives: [...(node.directives ?? []), directive] }
    },
  })
  if (missing.size > 0) throw new Error(`The schema has no type ${[...missing].join(', ')}.`)
  return concatAST([link, federated])
}

const shareable: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'shareable' } }

function keyOf({ name, fields }: ObjectTypeDefinitionNode): ConstDirectiveNode {
  const type = fields?.find((field) => field.name.value === 'id')?.type
  const isId = type?.kind === Kind.NON_NULL_TYPE && type.type.kind === Kind.NAMED_TYPE && type.type.name.value === 'ID'
  if (!isId) throw new Error(`The entity ${name.value} has no field id of the type ID!.`)
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'key' },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'fields' },
        value: { kind: Kind.STRING, value: 'id' },
      },
    ],
  }
}
