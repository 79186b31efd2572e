import { GraphQLScalarType, Kind } from 'graphql'
import { isDay } from '../calendar/days.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import { memoize } from '../memoize.ts'

/** Records and their days repeat from answer to answer. */
const keptValues = 20_000

const isKnownDay = memoize(isDay, keptValues)

function asDay(value: unknown): string {
  if (typeof value === 'string' && isKnownDay(value)) return value
  throw badUserInput('Date must be a day that exists, such as "2026-11-22".')
}

const date = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: asDay,
  parseValue: asDay,
  parseLiteral: (node) => asDay(node.kind === Kind.STRING ? node.value : null),
})

const writeInstant = memoize((instant: number) => new Date(instant).toISOString().replace('.000Z', 'Z'), keptValues)

/** Epoch milliseconds internally; `2026-11-22T08:15:00Z` externally, without a fraction if it is zero. */
const dateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  serialize: (value) => writeInstant(value as number),
  parseValue: asInstant,
  parseLiteral: (node) => asInstant(node.kind === Kind.STRING ? node.value : null),
})

function asInstant(value: unknown): number {
  const isInstant =
    typeof value === 'string' && value.length <= 40 && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(value)
  const instant = isInstant ? Date.parse(value) : NaN
  if (Number.isNaN(instant)) throw badUserInput('DateTime must be an instant, such as "2026-11-22T08:15:00Z".')
  return instant
}

const decimalText = /^-?\d+(\.\d+)?$/

function asDecimal(value: unknown): string {
  if (typeof value === 'string' && decimalText.test(value)) return value
  throw badUserInput('Decimal must be a decimal as text, such as "1234.50".')
}

const decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  serialize: asDecimal,
  parseValue: asDecimal,
  parseLiteral: (node) => asDecimal(node.kind === Kind.STRING ? node.value : null),
})

function asCurrencyCode(value: unknown): string {
  if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) return value
  throw badUserInput('CurrencyCode must be three capital letters, such as "USD".')
}

const currencyCode = new GraphQLScalarType<string, string>({
  name: 'CurrencyCode',
  serialize: asCurrencyCode,
  parseValue: asCurrencyCode,
  parseLiteral: (node) => asCurrencyCode(node.kind === Kind.STRING ? node.value : null),
})

export const scalars = { Date: date, DateTime: dateTime, Decimal: decimal, CurrencyCode: currencyCode }
