import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql'
import type { Random } from '../random.ts'

export interface DrawnOperation {
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
}

const mostFields = 60
const deepest = 6

/** Draws a valid query of a schema: aliases, fragments of both kinds, variables, conditions, and fields that repeat. */
export function drawOperation(schema: GraphQLSchema, random: Random): DrawnOperation {
  const fragments: string[] = []
  const declared = new Map<string, string>()
  const variables: Record<string, unknown> = {}
  let fields = 0

  function variable(type: string, value: unknown): string {
    const name = `v${declared.size}`
    declared.set(name, type)
    // One without a value, where that is allowed.
    if (value !== undefined) variables[name] = value
    return `$${name}`
  }

  function condition(): string {
    if (!random.chance(0.12)) return ''
    const value = random.chance(0.5)
    const text = random.chance(0.6) ? variable('Boolean!', value) : String(value)
    return ` @${random.pick(['include', 'skip'])}(if: ${text})`
  }

  function literal(type: GraphQLInputType): string {
    if (isNonNullType(type)) return literal(type.ofType)
    if (isListType(type)) return `[${literal(type.ofType)}]`
    if (isEnumType(type)) return random.pick(type.getValues()).name
    if (isInputObjectType(type)) {
      const given = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || random.chance(0.2))
      return `{ ${given.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`
    }
    return scalars[type.name] ?? '"text"'
  }

  function argumentsOf(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.filter(({ type }) => isNonNullType(type) || random.chance(0.4))
    if (given.length === 0) return ''
    const texts = given.map(({ name, type }) => {
      const named = getNamedType(type).name
      const value = random.chance(0.4) && !isListType(type) ? values[named] : undefined
      return `${name}: ${value === undefined ? literal(type) : variable(String(type), value)}`
    })
    return `(${texts.join(', ')})`
  }

  function select(type: GraphQLCompositeType, depth: number): string {
    const parts: string[] = []
    const count = 1 + random.below(5)
    for (let n = 0; n < count || parts.length === 0; n++) parts.push(selection(type, depth))
    return `{ ${parts.join(' ')} }`
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    if (random.chance(0.1)) return '__typename'
    if (random.chance(0.12) && depth < deepest && fields < mostFields) return fragment(type, depth)
    const all = 'getFields' in type ? Object.values(type.getFields()) : []
    const isFull = depth >= deepest || fields >= mostFields
    const possible = all.filter((field) => !isFull || !isCompositeType(getNamedType(field.type)))
    if (possible.length === 0) return '__typename'
    const field = random.pick(possible)
    const args = argumentsOf(field as GraphQLField<unknown, unknown>)
    // With arguments, a field of the same name would be in conflict.
    const alias = args !== '' || random.chance(0.15) ? `${random.chance(0.03) ? '__proto__' : 'a'}${fields}: ` : ''
    fields += 1
    const named = getNamedType(field.type)
    const below = isCompositeType(named) ? ` ${select(named, depth + 1)}` : ''
    // Two selections of one field are merged.
    const text = `${alias}${field.name}${args}${condition()}${below}`
    return below !== '' && alias === '' && args === '' && random.chance(0.1)
      ? `${text} ${field.name} ${select(named as GraphQLCompositeType, depth + 1)}`
      : text
  }

  function fragment(type: GraphQLCompositeType, depth: number): string {
    const on = isAbstractType(type) && random.chance(0.7) ? random.pick(schema.getPossibleTypes(type)) : type
    if (random.chance(0.5)) {
      return `...${random.chance(0.7) ? ` on ${on.name}` : ''}${condition()} ${select(on === type || !isObjectType(on) ? type : type, depth)}`
    }
    const name = `F${fragments.length}`
    const at = fragments.push('') - 1
    fragments[at] = `fragment ${name} on ${on.name} ${select(on, depth)}`
    return `...${name}${condition()}`
  }

  const query = schema.getQueryType()
  if (!query) throw new Error('The schema has no queries.')
  const body = select(query, 0)
  const head = declared.size === 0 ? '' : `(${[...declared].map(([name, type]) => `$${name}: ${type}`).join(', ')})`
  return { document: `query Drawn${head} ${body} ${fragments.join(' ')}`, variables }
}

const scalars: Readonly<Record<string, string>> = {
  Int: '5',
  Float: '1.5',
  Boolean: 'true',
  Date: '"2026-03-18"',
  DateTime: '"2026-03-18T15:00:00Z"',
  Decimal: '"12.50"',
  CurrencyCode: '"USD"',
}

const values: Readonly<Record<string, unknown>> = { Int: 7, String: 'a text', ID: '12', Boolean: false }
