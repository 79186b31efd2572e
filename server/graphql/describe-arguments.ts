import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql'

/*
 * Arguments as the audit log keeps them. What stays is listed, and everything else is left out: credentials, notes,
 * subjects and searches are texts, and so is whatever an argument that is added later may take.
 */

/** In the place of a value that is not kept. */
const redacted = '[redacted]'

/** Texts that are names of something, by the name of their argument or field. */
const keptTexts = new Set(['key', 'idempotencyKey', 'kind', 'outcome'])

/** Ids are chosen by callers too: one with a blank in it is a sentence. */
export const keptIds = /^[\w:.@-]{1,100}$/

/** What scalars may look like. */
const kept: Readonly<Record<string, RegExp>> = {
  ID: keptIds,
  Date: /^[\d-]{1,20}$/,
  DateTime: /^[\w:.+-]{1,40}$/,
  Decimal: /^-?[\d.]{1,40}$/,
  CurrencyCode: /^[A-Z]{3}$/,
}

/** How many values of one root field are described; the rest is counted. */
const maxValues = 100
/** How many elements of one list are. */
const maxElements = 10

/** The values of one root field's arguments as text, such as `range: {preset: LAST_30_DAYS}`. */
export function describeArguments(
  types: Readonly<Record<string, GraphQLInputType>>,
  values: Readonly<Record<string, unknown>>,
): string {
  const budget = { left: maxValues }
  return describeFields(types, values, budget)
}

interface Budget {
  left: number
}

function describeFields(
  types: Readonly<Record<string, GraphQLInputType>>,
  values: Readonly<Record<string, unknown>>,
  budget: Budget,
): string {
  const parts: string[] = []
  // Those that are given are fewer than those that there are.
  for (const name of Object.keys(values)) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined
    const value = values[name]
    if (value === undefined || !type) continue
    if (budget.left-- <= 0) return [...parts, '…'].join(', ')
    parts.push(`${name}: ${describe(value, type, name, budget)}`)
  }
  return parts.join(', ')
}

function describe(value: unknown, given: GraphQLInputType, name: string, budget: Budget): string {
  const type = isNonNullType(given) ? given.ofType : given
  if (value === null) return 'null'
  if (isListType(type)) {
    if (!Array.isArray(value)) return describe(value, type.ofType, name, budget)
    const parts: string[] = []
    for (const element of value.slice(0, maxElements) as unknown[]) {
      if (budget.left-- <= 0) break
      parts.push(describe(element, type.ofType, name, budget))
    }
    if (parts.length < value.length) parts.push(`… ${value.length - parts.length} more`)
    return `[${parts.join(', ')}]`
  }
  if (isInputObjectType(type)) {
    if (typeof value !== 'object' || Array.isArray(value)) return redacted
    return `{${describeFields(fieldTypesOf(type), value as Record<string, unknown>, budget)}}`
  }
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return redacted
  if (isEnumType(type)) return type.getValue(value) ? value : redacted
  return describeText(value, getNamedType(type).name, name)
}

function describeText(value: string, scalar: string, name: string): string {
  if (scalar === 'String') return keptTexts.has(name) && kept['ID']?.test(value) ? `"${value}"` : redacted
  return kept[scalar]?.test(value) ? `"${value}"` : redacted
}

const knownFields = new WeakMap<object, Readonly<Record<string, GraphQLInputType>>>()

function fieldTypesOf(type: { getFields(): Record<string, { type: GraphQLInputType }> }) {
  const known = knownFields.get(type)
  if (known) return known
  const types = Object.fromEntries(Object.entries(type.getFields()).map(([name, field]) => [name, field.type]))
  knownFields.set(type, types)
  return types
}
