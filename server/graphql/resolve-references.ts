import { badUserInput } from '../errors/gateway-error.ts'
import { excerpt } from '../errors/excerpt.ts'
import type { GraphContext } from './context.ts'
import type { EntityReferences, LoadEntities } from './entity-references.ts'

/** The entity, null, or the error that stands for it. */
export type Resolved = object | null | Error

/** A representation as far as it is used: every key is an `id`. */
interface Reference {
  readonly type: string
  /** Null for what is the id of nothing. */
  readonly id: string | null
}

const longestId = 100

/**
 * Creates the resolver of `_entities`: one load per type, however many references there are. Answers are in the order of the
 * references, each by its own id; null where there is nothing. What applies to a whole type, such as a missing role, is one
 * error object for all its references, so that the answer has one entry for it.
 */
export function createReferenceResolver(references: EntityReferences) {
  return async (representations: readonly unknown[], context: GraphContext): Promise<Resolved[]> => {
    const asked = representations.map(readReference)
    const types = [...new Set(asked.map(({ type }) => type))]
    const loaded = new Map(
      await Promise.all(types.map(async (type) => [type, await loadType(type, idsOf(asked, type), context)] as const)),
    )
    return asked.map(({ type, id }) => {
      const entities = loaded.get(type)
      if (entities === undefined || entities instanceof Error) return entities ?? null
      return id === null ? null : ((entities.get(id) as Resolved | undefined) ?? null)
    })
  }

  async function loadType(type: string, ids: readonly string[], context: GraphContext) {
    if (!Object.hasOwn(references, type)) return notAnEntity(type)
    const load = references[type as keyof EntityReferences] as LoadEntities<unknown>
    try {
      // Also without ids: rights come first.
      return await load(undefined, ids, context, undefined)
    } catch (error) {
      return error as Error
    }
  }
}

const notAnEntity = (type: string): Error =>
  badUserInput(`${JSON.stringify(excerpt(type, 40))} is no type of this graph that can be referred to.`)

const idsOf = (asked: readonly Reference[], type: string): string[] => [
  ...new Set(asked.flatMap((reference) => (reference.type === type && reference.id !== null ? [reference.id] : []))),
]

function readReference(representation: unknown): Reference {
  const { __typename: type, id } = (representation ?? {}) as { readonly __typename?: unknown; readonly id?: unknown }
  // An ID may be written as a whole number.
  const text = Number.isSafeInteger(id) ? String(id) : id
  const isId = typeof text === 'string' && text.length > 0 && text.length <= longestId
  return { type: typeof type === 'string' ? type : '', id: isId ? text : null }
}
