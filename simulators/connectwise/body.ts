import type { Entity, Field } from './fields/kinds.ts'
import { referenceKeys } from './references.ts'
import { invalidObject, jsonRefusal } from './refusal.ts'
import { isExactDate } from './wire-date.ts'

/** A body as JSON. Throws the vendor's refusal when it is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw apiError(400, "Unexpected character encountered while parsing value. Path '', line 1, position 1.")
  }
}

/** The object in a body, with only names that `names` knows. Throws the refusal that names the first unknown one. */
export function parseObject(body: string, typeName: string, names: readonly string[]): Record<string, unknown> {
  const value = parseJson(body)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw apiError(
      400,
      `Cannot deserialize the current JSON value into type '${typeName}'. Path '', line 1, position 1.`,
    )
  }
  for (const name of Object.keys(value)) if (!names.includes(name)) throw unknownMember(body, name, typeName)
  return value as Record<string, unknown>
}

/**
 * The values of a record in a body, checked one by one; read-only ones are dropped. References stay as they were given.
 * Throws for unknown names, values of the wrong type, dates in another format, and texts that are too long.
 */
export function readRecordBody(entity: Entity, body: string): Record<string, unknown> {
  const given = parseObject(body, entity.typeName, Object.keys(entity.fields))
  const values = Object.entries(given).flatMap(([name, value]) => {
    const field = entity.fields[name]
    return field === undefined || field.isReadOnly === true ? [] : [[name, readValue(entity, name, field, value)]]
  })
  return Object.fromEntries(values) as Record<string, unknown>
}

/** A property's value as it is stored; null stays null. Text that spells a number or a boolean counts as one. */
export function readValue(entity: Entity, name: string, field: Field, value: unknown): unknown {
  if (value === null) return null
  const fail = (type: string) => conversionError(value, type, name)
  switch (field.kind) {
    case 'integer':
    case 'number':
      return readNumber(value, field.kind, fail)
    case 'boolean': {
      const text = typeof value === 'string' ? value.toLowerCase() : value
      if (text !== true && text !== false && text !== 'true' && text !== 'false')
        throw fail('System.Nullable`1[System.Boolean]')
      return text === true || text === 'true'
    }
    case 'date':
      if (typeof value !== 'string' || !isExactDate(value)) throw unsupportedFormat(name)
      return value
    case 'text':
      return readText(entity, name, field, value, fail)
    case 'enum': {
      const found = field.values?.find((known) => known.toLowerCase() === lowerText(value))
      if (found === undefined) throw fail(`ConnectWise.Api.Enums.${name}`)
      return found
    }
    case 'list':
      if (!Array.isArray(value)) throw fail('System.Collections.Generic.List')
      return value
    case 'reference':
    case 'object':
      if (typeof value !== 'object' || Array.isArray(value)) throw fail('Reference')
      if (field.kind === 'reference') checkReference(field, name, value)
      return value
  }
}

function lowerText(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined
}

function readNumber(value: unknown, kind: 'integer' | 'number', fail: (type: string) => Error): number {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
  const number = isNumber ? Number(value) : Number.NaN
  if (Number.isNaN(number) || (kind === 'integer' && !Number.isInteger(number))) {
    throw fail(kind === 'integer' ? 'System.Nullable`1[System.Int32]' : 'System.Nullable`1[System.Double]')
  }
  return number
}

function readText(entity: Entity, name: string, field: Field, value: unknown, fail: (type: string) => Error): string {
  if (typeof value === 'object') throw fail('System.String')
  const text = `${value as string | number | boolean}`
  if (field.maxLength !== undefined && text.length > field.maxLength) {
    throw invalidObject(entity.resource, {
      code: 'MaxLengthField',
      message: `The field ${name} must be a string with a maximum length of ${field.maxLength}.`,
      field: name,
    })
  }
  return text
}

function checkReference(field: Field, name: string, value: object): void {
  const known = ['id', 'sort', 'Sort', 'dailyCapacity', '_info', ...referenceKeys(field.to)]
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown !== undefined) {
    throw apiError(
      400,
      `Could not find member '${unknown}' on object of type 'Reference'. Path '${name}.${unknown}', line 1, position 1.${checkHeader}`,
    )
  }
}

const checkHeader = 'Check your accept header to make sure you are using the correct version.'

/** Line and position are where the name's colon ends, as the vendor's JSON reader counts them. */
function unknownMember(body: string, name: string, typeName: string): Error {
  const key = JSON.stringify(name)
  const before = body.slice(
    0,
    body.search(new RegExp(`${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*:`)) + key.length + 1,
  )
  const lines = before.split('\n')
  return apiError(
    400,
    `Could not find member '${name}' on object of type '${typeName}'. Path '${name}', line ${lines.length}, position ${lines.at(-1)?.length ?? 0}.${checkHeader}`,
  )
}

function conversionError(value: unknown, type: string, path: string): Error {
  return apiError(
    500,
    `Error converting value ${JSON.stringify(value)} to type '${type}'. Path '${path}', line 1, position 1.`,
  )
}

function unsupportedFormat(name: string): Error {
  return jsonRefusal(400, { code: 'UnsupportedFormat', message: `Unsupported format applied to ${name}` })
}

function apiError(status: number, message: string): Error {
  return jsonRefusal(status, { code: 'ConnectWiseApi', message })
}
