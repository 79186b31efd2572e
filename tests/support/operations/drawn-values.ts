import { createHash } from 'node:crypto'
import {
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  responsePathAsArray,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql'
import { createRandom, type Random } from '../random.ts'

/**
 * Gives every field of a schema a value that depends on its place in the answer alone: right ones, wrong ones, none and
 * errors, at once or later. Half of the scalars are properties of their object, without a resolver.
 */
export function resolveWithDrawnValues(schema: GraphQLSchema, seed: number): void {
  const randomOf = (place: string) =>
    createRandom(createHash('sha256').update(`${seed} ${place}`).digest().readUInt32LE(0))

  const isProperty = (type: GraphQLOutputType, name: string) =>
    isLeafType(getNamedType(type)) && (name.length + seed) % 2 === 0

  function valueOf(type: GraphQLOutputType, place: string, random: Random): unknown {
    if (isNonNullType(type)) {
      // Rarely null, or hardly anything of an answer would be left.
      const value = valueOf(type.ofType, place, random)
      return value ?? (random.chance(0.9) ? plain(type.ofType, place, random) : null)
    }
    if (random.chance(0.08)) return random.pick([null, undefined])
    if (random.chance(0.03)) throw new Error(`failed at ${place}`)
    if (random.chance(0.02)) return new Error(`an error as a value at ${place}`)
    return plain(type, place, random)
  }

  function plain(type: GraphQLOutputType, place: string, random: Random): unknown {
    if (isNonNullType(type)) return plain(type.ofType, place, random)
    if (isListType(type)) {
      if (random.chance(0.02)) return 'not a list'
      return Array.from({ length: random.below(4) }, (_, index) => {
        const element = `${place}.${index}`
        const own = randomOf(element)
        return later(own, () => valueOf(type.ofType, element, own))
      })
    }
    if (isEnumType(type)) return random.chance(0.03) ? 'no such value' : random.pick(type.getValues()).value
    if (isLeafType(type)) return random.chance(0.02) ? { not: 'a scalar' } : leaf(type, random)
    return objectOf(type, place)
  }

  function objectOf(type: GraphQLNamedType, place: string): object {
    const concrete = isObjectType(type) ? type : randomOf(place).pick(schema.getPossibleTypes(type as never))
    const object: Record<string, unknown> = { __typename: concrete.name, place }
    for (const { name, type: fieldType } of Object.values(concrete.getFields())) {
      if (!isProperty(fieldType, name)) continue
      const random = randomOf(`${place}/${name}`)
      const give = () => later(random, () => valueOf(fieldType, `${place}/${name}`, random))
      if (random.chance(0.2)) object[name] = give
      else {
        try {
          object[name] = valueOf(fieldType, `${place}/${name}`, random)
        } catch (error) {
          object[name] = error
        }
      }
    }
    return object
  }

  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      if (isProperty(field.type, field.name) && type !== schema.getQueryType()) {
        delete field.resolve
        continue
      }
      field.resolve = (_source: unknown, args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
        const place = `${responsePathAsArray(info.path).join('/')} ${info.parentType.name}.${info.fieldName} ${JSON.stringify(args)}`
        const random = randomOf(place)
        return later(random, () => valueOf(info.returnType, place, random))
      }
    }
  }
}

/** A value at once, in a microtask, or in a later turn of the event loop. */
function later(random: Random, give: () => unknown): unknown {
  const when = random.below(4)
  if (when < 2) return give()
  const promise = when === 2 ? Promise.resolve().then(give) : new Promise((resolve) => setImmediate(resolve)).then(give)
  // Properties that no selection has, and elements behind an error, are never looked at.
  promise.catch(() => undefined)
  return promise
}

function leaf(type: GraphQLNamedType, random: Random): unknown {
  switch (type.name) {
    case 'Int':
      return random.below(1_000)
    case 'Float':
      return random.below(1_000) / 8
    case 'Boolean':
      return random.chance(0.5)
    case 'ID':
      return random.pick<unknown>([random.below(1_000), 'an id'])
    case 'Date':
      return '2026-03-18'
    case 'DateTime':
      return Date.UTC(2026, 2, 18, random.below(24))
    case 'Decimal':
      return '12.50'
    case 'CurrencyCode':
      return 'USD'
    default:
      return 'text'
  }
}
