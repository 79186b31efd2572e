import { isDateProperty, isNumberProperty, isTextProperty, knownProperties } from '../properties.ts'
import { invalid, refuse, type Refusal } from '../refusal.ts'
import type { CrmRecord, ObjectType } from '../world.ts'

export interface WireFilter {
  propertyName?: string
  operator?: string
  value?: unknown
  highValue?: unknown
  values?: unknown
}

export type Matches = (record: CrmRecord) => boolean

const operators =
  'EQ NEQ LT LTE GT GTE BETWEEN IN NOT_IN HAS_PROPERTY NOT_HAS_PROPERTY CONTAINS_TOKEN NOT_CONTAINS_TOKEN'.split(' ')

/** One filter as a test of a record. Throws the refusals of a filter that cannot be built. */
export function compileFilter(type: ObjectType, filter: WireFilter): Matches {
  const { propertyName, operator } = filter
  const unset = [propertyName === undefined && 'propertyName', operator === undefined && 'operator'].filter(Boolean)
  if (propertyName === undefined || operator === undefined) {
    throw invalid(
      `Invalid input JSON on line 1, column 102: Cannot build Filter, some of required attributes are not set [${unset.join(', ')}]`,
    )
  }
  if (!operators.includes(operator)) {
    throw invalid(`Invalid input JSON on line 1, column 50: Cannot deserialize value of type Operator: ${operator}`)
  }
  if (!knownProperties[type].includes(propertyName)) throw unknownProperty(propertyName)
  const read = (record: CrmRecord) => comparable(propertyName, record.properties[propertyName] ?? null)
  return compileOperator(operator, propertyName, filter, read)
}

/** The refusal of a filter or a sort by a property that the account does not have. */
export function unknownProperty(propertyName: string): Refusal {
  const message = `Property "${propertyName}" does not exist`
  return invalid(`There was a problem with the request. ${message}`, {
    errors: [{ message, code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: [propertyName] } }],
  })
}

function compileOperator(
  operator: string,
  name: string,
  filter: WireFilter,
  read: (record: CrmRecord) => Comparable | null,
): Matches {
  const operand = (value: unknown): Comparable => {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : null
    const made = text === null ? null : comparable(name, text)
    if (made === null) throw invalid(`There was a problem with the request. Invalid value for ${name}`)
    // The real search fails on the epoch itself.
    if (isDateProperty(name) && made === 0) throw refuse(500, 'internal error')
    return made
  }
  const list = (): Comparable[] => {
    if (!Array.isArray(filter.values)) throw invalid(`operator ${operator} requires values`)
    // What is stored is compared in lower case, and texts of a list as they are written.
    return filter.values.map((value) => (isTextProperty(name) ? String(value) : operand(value)))
  }
  const test = (check: (value: Comparable) => boolean): Matches => {
    return (record) => {
      const value = read(record)
      return value !== null && check(value)
    }
  }
  switch (operator) {
    case 'HAS_PROPERTY':
      return test(() => true)
    case 'NOT_HAS_PROPERTY':
      return (record) => read(record) === null
    case 'BETWEEN': {
      const [low, high] = [operand(filter.value), operand(filter.highValue)]
      return test((value) => value >= low && value <= high)
    }
    case 'IN': {
      const values = list()
      return test((value) => values.includes(value))
    }
    case 'NOT_IN': {
      const values = list()
      return (record) => !values.includes(read(record) ?? '')
    }
    case 'CONTAINS_TOKEN':
    case 'NOT_CONTAINS_TOKEN': {
      const contains = compileToken(String(filter.value))
      const isWanted = operator === 'CONTAINS_TOKEN'
      return (record) => contains(String(read(record) ?? '')) === isWanted
    }
    default:
      return compileComparison(operator, operand(filter.value), read)
  }
}

function compileComparison(
  operator: string,
  operand: Comparable,
  read: (record: CrmRecord) => Comparable | null,
): Matches {
  return (record) => {
    const value = read(record)
    if (operator === 'NEQ') return value !== operand
    if (value === null) return false
    if (operator === 'EQ') return value === operand
    if (operator === 'LT') return value < operand
    if (operator === 'LTE') return value <= operand
    return operator === 'GT' ? value > operand : value >= operand
  }
}

type Comparable = number | string

/** What HubSpot compares: instants by the millisecond, numbers as numbers, text in lower case. Blank is not set. */
export function comparable(name: string, text: string | null): Comparable | null {
  if (text === null || text === '') return null
  if (isDateProperty(name)) {
    const instant = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
    return Number.isNaN(instant) ? null : instant
  }
  if (isNumberProperty(name)) {
    const number = Number(text)
    return Number.isNaN(number) ? null : number
  }
  return text.toLowerCase()
}

/** Words of the text, `*` standing for the rest of one. */
function compileToken(token: string): (text: string) => boolean {
  const pattern = token.toLowerCase().replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
  const word = new RegExp(`(^|[^\\p{L}\\p{N}])${pattern.replaceAll('*', '[^\\s]*')}($|[^\\p{L}\\p{N}])`, 'u')
  return (text) => word.test(text)
}
