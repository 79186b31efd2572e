import {
  execute,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type GraphQLOutputType,
} from 'graphql'
import type { GraphAnswer, Tool } from '../../../server/mcp/tool.ts'
import type { Random } from '../../support/random.ts'
import { schema } from './tools-of-schema.ts'

/** How long lists and texts are, and what texts are made of. */
export interface Sizes {
  readonly rows: number
  readonly characters: number
  readonly alphabet: readonly string[]
}

export const alphabets = {
  plain: ['a', 'b', 'c', ' ', '7', '.'],
  escaped: ['"', '\\', '\n', '\t', '|', '\u0001', 'x'],
  multiByte: ['ä', 'ß', '漢', '字', '€', ' '],
  joined: ['👩‍👩‍👧‍👦', 'é', '🇩🇪', 'न', 'ि', '😀'],
} as const

/** Lists that the graph has no more of, and one that is within another. */
const fixedRows: Readonly<Record<string, number>> = {
  dealsByState: 4,
  steps: 3,
  byAge: 5,
  stages: 20,
  userErrors: 1,
  field: 1,
}

/** An answer of the graph to a tool's operation: the right shape, and anything in it. */
export function randomAnswer(
  { document }: Tool,
  variables: object,
  random: Random,
  sizes: Sizes,
): GraphAnswer & { readonly data: Readonly<Record<string, unknown>> } {
  let rows = 0
  const valueOf = (type: GraphQLOutputType, name: string, isRoot: boolean): unknown => {
    if (isNonNullType(type)) return valueOf(type.ofType, name, true)
    if (!isRoot && random.chance(0.1)) return null
    if (isListType(type))
      return Array.from({ length: fixedRows[name] ?? sizes.rows }, () => valueOf(type.ofType, name, true))
    const named = getNamedType(type)
    if (isObjectType(named)) return {}
    if (isEnumType(named)) return random.pick(named.getValues()).name
    // Rows are told apart by these, however short their texts are.
    // The portal's own setting.
    if (name === 'timeZone') return 'Europe/Berlin'
    if (name === 'cursor') return `cursor-${rows++}`
    return leaf(named.name, random, sizes)
  }
  const answer = execute({
    schema,
    document: parse(document.query),
    variableValues: { ...variables },
    // A ticket of a tenant is at the end of the longest way of what is not null.
    fieldResolver: (_source, _args, _context, { returnType, fieldName, path }) =>
      valueOf(returnType, fieldName, path.prev === undefined || fieldName === 'change' || fieldName === 'tickets'),
  }) as { data?: Record<string, unknown>; errors?: readonly Error[] }
  if (answer.errors || !answer.data) throw answer.errors?.[0] ?? new Error('There is no answer.')
  // As it comes over the wire.
  return JSON.parse(JSON.stringify(answer)) as GraphAnswer & { data: Record<string, unknown> }
}

function leaf(type: string, random: Random, { characters, alphabet }: Sizes): unknown {
  switch (type) {
    case 'Int':
      return random.below(2 ** 31 - 1)
    case 'Float':
      return Number((random.below(1_000_000) / 100).toFixed(2))
    case 'Boolean':
      return random.chance(0.5)
    case 'Date':
      return '2026-11-22'
    case 'DateTime':
      return '2026-11-22T08:15:00Z'
    case 'Decimal':
      return `${random.below(10 ** 9)}.50`
    case 'CurrencyCode':
      return 'USD'
    case 'ID':
      return String(random.below(10 ** 9))
    default:
      return Array.from({ length: characters }, () => random.pick(alphabet)).join('')
  }
}
