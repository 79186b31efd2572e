import type { z } from 'zod'
import { excerpt } from '../errors/excerpt.ts'
import { badUserInput } from '../errors/gateway-error.ts'

const quoted = (name: string) => JSON.stringify(excerpt(name, 40))

/**
 * Refuses names that are not known.
 *
 * @throws GatewayError `BAD_USER_INPUT` that names the unknown ones, and those that are known here
 */
export function refuseUnknown(
  what: 'parameter' | 'field' | 'argument',
  names: readonly string[],
  known: readonly string[],
): void {
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  const listed = unknown.slice(0, 5).map(quoted).join(', ')
  const allowed = known.length === 0 ? `There is none here.` : `Known here: ${known.join(', ')}.`
  throw badUserInput(
    `Unknown ${what}${unknown.length === 1 ? '' : 's'} ${listed}${unknown.length > 5 ? ', …' : ''}. ${allowed}`,
  )
}

/**
 * Checks a value.
 *
 * @throws GatewayError `BAD_USER_INPUT` that says where it is wrong, without the value: it may be a secret
 */
export function checkInput<Value>(shape: z.ZodType<Value>, value: unknown): Value {
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
