import { buildSubgraphSchema } from '@apollo/subgraph'
import { executeSync, parse, type GraphQLSchema } from 'graphql'
import type { GraphContext } from './context.ts'
import type { EntityReferences } from './entity-references.ts'
import { federate } from './federate.ts'
import { createReferenceResolver } from './resolve-references.ts'
import type { Resolvers } from './resolver-types.gen.ts'
import { createSchema, readTypeDefs } from './schema.ts'
import type { ServedSchema } from './schema-text.ts'

/**
 * Builds the executable schema as a subgraph of a federated graph, with `_service` and `_entities`. Apollo's library adds
 * the specification; references are resolved by our own resolver, because the library's loads them one by one and writes the
 * type into records that requests share.
 *
 * Loaded only where it is switched on: nothing else needs the library.
 */
export function createSubgraphSchema(rooms: readonly Resolvers[], references: EntityReferences): ServedSchema {
  const schema = createSchema(
    [...rooms, createFederationResolvers(references) as Resolvers],
    buildSubgraphSchema(federate(readTypeDefs(), Object.keys(references))),
  )
  const text = `${readSdl(schema)}\n`
  return { schema, schemaText: () => text }
}

function createFederationResolvers(references: EntityReferences) {
  const resolve = createReferenceResolver(references)
  /** Of which type records were resolved. A record is of one type, whichever request it is read by. */
  const types = new WeakMap<object, string>()
  return {
    Query: {
      async _entities(
        _: unknown,
        { representations }: { readonly representations: readonly { readonly __typename: string }[] },
        context: GraphContext,
      ) {
        const resolved = await resolve(representations, context)
        for (const [index, entity] of resolved.entries()) {
          const type = representations[index]?.__typename
          if (entity === null || entity instanceof Error || type === undefined) continue
          types.set(entity, type)
        }
        return resolved
      },
    },
    _Entity: { __resolveType: (entity: object) => types.get(entity) },
  }
}

function readSdl(schema: GraphQLSchema): string {
  const { data, errors } = executeSync({ schema, document: parse('{ _service { sdl } }') })
  if (errors?.[0]) throw errors[0]
  return (data as unknown as { _service: { sdl: string } })._service.sdl
}
