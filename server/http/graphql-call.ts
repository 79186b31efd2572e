import { badUserInput } from '../errors/gateway-error.ts'
import type { WantedOperation } from '../graphql/check-call.ts'
import { fixedLimits } from '../limits/limits.ts'
import { checkNesting } from '../limits/nesting.ts'

/** What a caller sent, by POST or by GET, before Apollo sees it. */
export interface GraphqlCall {
  readonly method: 'GET' | 'POST'
  /** `query`, `operationName`, `variables`, `extensions`, unchecked; null: a body that is no object. */
  readonly fields: Readonly<Record<string, unknown>> | null
}

/** @throws GatewayError `BAD_USER_INPUT` when the text is not JSON; QueryTooExpensiveError when it nests too deep */
export function readPost(body: string): GraphqlCall {
  const value = parseJson(body, 'the body', 'The body must be JSON such as {"query": "{ viewer { name } }"}.')
  return { method: 'POST', fields: cleaned(asRecord(value)) }
}

const parameters = ['query', 'operationName', 'variables', 'extensions'] as const

/**
 * @param search the query string with its question mark
 * @throws GatewayError `BAD_USER_INPUT` for what is no UTF-8 behind its percent signs, a parameter given twice, or one that
 * must be JSON and is not; QueryTooExpensiveError when it nests too deep
 */
export function readGet(search: string): GraphqlCall {
  checkPercentEncoding(search)
  const given = new URLSearchParams(search)
  const fields: Record<string, unknown> = {}
  for (const name of parameters) {
    const [value, another] = given.getAll(name)
    if (value === undefined) continue
    if (another !== undefined) throw badUserInput(`The parameter ${name} may be given only once.`)
    const isJson = name === 'variables' || name === 'extensions'
    fields[name] = isJson ? parseJson(value, name, `The parameter ${name} must be JSON, an object.`) : value
    if (isJson && asRecord(fields[name]) === null && fields[name] !== null) {
      throw badUserInput(`The parameter ${name} must be JSON, an object.`)
    }
  }
  return { method: 'GET', fields: cleaned(fields) }
}

/** The query string that asks the same. */
export function toSearch({ fields }: GraphqlCall): string {
  const search = new URLSearchParams()
  for (const name of parameters) {
    const value = fields?.[name]
    if (value === undefined || value === null) continue
    search.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

/** What it wants run; null when it is not even in the shape of that, which Apollo refuses in its own words. */
export function wantedOf({ fields }: GraphqlCall): WantedOperation | null {
  const { query, operationName = null, variables = null } = fields ?? {}
  if (typeof query !== 'string') return null
  if (typeof operationName !== 'string' && operationName !== null) return null
  return { query, operationName, variables: asRecord(variables) ?? {} }
}

/** An empty operation name is how some clients spell none. */
function cleaned(fields: Record<string, unknown> | null): Record<string, unknown> | null {
  if (fields?.['operationName'] !== '') return fields
  const { operationName: _, ...rest } = fields
  return rest
}

/** JSON that nests without end costs the stack of whatever walks it afterwards. */
function parseJson(text: string, what: string, complaint: string): unknown {
  checkNesting(text, fixedLimits.nesting, what)
  try {
    return JSON.parse(text)
  } catch {
    throw badUserInput(complaint)
  }
}

/** URLs put U+FFFD in place of what cannot be decoded; in a note that would be stored so. */
function checkPercentEncoding(search: string): void {
  try {
    decodeURIComponent(search)
  } catch {
    throw badUserInput('The address has percent-encoded bytes that are not UTF-8.')
  }
}

export function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}
