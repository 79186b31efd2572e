import { z } from 'zod'
import { badUserInput } from '../errors/gateway-error.ts'
import { fixedLimits } from '../limits/limits.ts'
import { checkNesting } from '../limits/nesting.ts'
import { checkInput, refuseUnknown } from '../trusted/check-input.ts'

type Shape = z.ZodObject

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
  return checkInput(shape, readTexts(shape, Object.fromEntries(given)))
}

/** Parameters within a path. @throws GatewayError `BAD_USER_INPUT` */
export const readPath = (shape: Shape, texts: Readonly<Record<string, string>>): Record<string, unknown> =>
  checkInput(shape, readTexts(shape, texts))

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
  return checkInput(shape, value)
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
