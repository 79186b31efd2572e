import { z } from 'zod'
import { excerpt } from '../errors/excerpt.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import { fixedLimits } from '../limits/limits.ts'
import { checkNesting } from '../limits/nesting.ts'

type Shape = z.ZodObject

const quoted = (name: string) => JSON.stringify(excerpt(name, 40))

/**
 * Reads parameters of a query string.
 *
 * @throws GatewayError `BAD_USER_INPUT` that names every parameter that is unknown, repeated or wrong
 */
export function readQuery(shape: Shape, search: string): Record<string, unknown> {
  try {
    decodeURIComponent(search)
  } catch {
    throw badUserInput('The address has percent-encoded bytes that are not UTF-8.')
  }
  const given = new URLSearchParams(search)
  const names = [...new Set(given.keys())]
  refuseUnknown('parameter', names, Object.keys(shape.shape))
  const repeated = names.find((name) => given.getAll(name).length > 1)
  if (repeated !== undefined) throw badUserInput(`The parameter ${repeated} may be given only once.`)
  return check(shape, readTexts(shape, Object.fromEntries(given)))
}

/** Parameters within a path. @throws GatewayError `BAD_USER_INPUT` */
export const readPath = (shape: Shape, texts: Readonly<Record<string, string>>): Record<string, unknown> =>
  check(shape, readTexts(shape, texts))

/**
 * Reads a JSON body.
 *
 * @throws GatewayError `BAD_USER_INPUT` that names every field that is unknown or wrong, without its value: it may be a
 * secret; QueryTooExpensiveError if it is nested too deeply
 */
export function readBody(shape: Shape, text: string): Record<string, unknown> {
  checkNesting(text, fixedLimits.nesting, 'the body')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw badUserInput('The body must be JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badUserInput('The body must be a JSON object.')
  }
  refuseUnknown('field', Object.keys(value), Object.keys(shape.shape))
  return check(shape, value)
}

function refuseUnknown(what: 'parameter' | 'field', names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  const listed = unknown.slice(0, 5).map(quoted).join(', ')
  const allowed = known.length === 0 ? `There is none here.` : `Known here: ${known.join(', ')}.`
  throw badUserInput(
    `Unknown ${what}${unknown.length === 1 ? '' : 's'} ${listed}${unknown.length > 5 ? ', …' : ''}. ${allowed}`,
  )
}

const integers = new WeakMap<Shape, ReadonlySet<string>>()

/** Names of the parameters that are whole numbers, by the schema itself. */
function integersOf(shape: Shape): ReadonlySet<string> {
  const known = integers.get(shape)
  if (known) return known
  const { properties = {} } = z.toJSONSchema(shape, { io: 'input' })
  const names = Object.entries(properties).flatMap(([name, property]) =>
    typeof property === 'object' && property.type === 'integer' ? [name] : [],
  )
  const found = new Set(names)
  integers.set(shape, found)
  return found
}

/** Numbers as numbers; what is none stays a text, which the schema refuses. */
function readTexts(shape: Shape, texts: Readonly<Record<string, string>>): Record<string, unknown> {
  const numbers = integersOf(shape)
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      numbers.has(name) && /^-?\d{1,15}$/.test(text) ? Number(text) : text,
    ]),
  )
}

function check(shape: Shape, value: object): Record<string, unknown> {
  const { data, error } = shape.safeParse(value)
  if (!error) return data
  throw badUserInput(
    error.issues
      .slice(0, 10)
      .map((issue) => {
        const at = issue.path.map((part) => excerpt(String(part), 40)).join('.')
        const message =
          issue.code === 'unrecognized_keys'
            ? `unknown field ${issue.keys.slice(0, 5).map(quoted).join(', ')}`
            : issue.message
        return at === '' ? message : `${at}: ${message}`
      })
      .join('; ') + '.',
  )
}
