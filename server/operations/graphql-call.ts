import { badUserInput } from '../errors/gateway-error.ts'
import type { WantedOperation } from '../graphql/check-call.ts'
import { fixedLimits } from '../limits/limits.ts'
import { checkNesting } from '../limits/nesting.ts'

/** A client's POST or GET, before Apollo parses it. */
export interface GraphqlCall {
  readonly method: 'GET' | 'POST'
  /** `query`, `operationName`, `variables`, `extensions`, not validated; null if the body is not an object. */
  readonly fields: Readonly<Record<string, unknown>> | null
}

/** @throws GatewayError `BAD_USER_INPUT` if the text is not JSON; QueryTooExpensiveError if it is nested too deeply */
export function readPost(body: string): GraphqlCall {
  const value = parseJson(body, 'the body', 'The body must be JSON such as {"query": "{ viewer { name } }"}.')
  return { method: 'POST', fields: cleaned(asRecord(value)) }
}

const parameters = ['query', 'operationName', 'variables', 'extensions'] as const

/**
 * @param search the query string with its question mark
 * @throws GatewayError `BAD_USER_INPUT` for percent-encoding that is not UTF-8, a duplicate parameter, or invalid JSON
 * where required; QueryTooExpensiveError if it is nested too deeply
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

/** Returns the equivalent query string. */
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

/** Returns the operation to run; null if malformed, which Apollo rejects with its own message. */
export function wantedOf({ fields }: GraphqlCall): WantedOperation | null {
  const { query, operationName = null, variables = null } = fields ?? {}
  if (typeof query !== 'string') return null
  if (typeof operationName !== 'string' && operationName !== null) return null
  return { query, operationName, variables: asRecord(variables) ?? {} }
}

/** Some clients send an empty operation name for none. */
function cleaned(fields: Record<string, unknown> | null): Record<string, unknown> | null {
  if (fields?.['operationName'] !== '') return fields
  const { operationName: _, ...rest } = fields
  return rest
}

/** Deeply nested JSON would exhaust the stack of any code that walks it. */
function parseJson(text: string, what: string, complaint: string): unknown {
  checkNesting(text, fixedLimits.nesting, what)
  try {
    return JSON.parse(text)
  } catch {
    throw badUserInput(complaint)
  }
}

/** URLSearchParams replaces undecodable bytes by U+FFFD, which would end up in stored notes. */
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
