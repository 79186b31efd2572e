import type { GraphQLError } from 'graphql'
import { GatewayError } from '../errors/gateway-error.ts'

/** Errors with one cause within one root field. */
export interface Fault {
  /** The entry reported for all of them: the first row's. */
  readonly error: GraphQLError
  readonly affectedCount: number
}

/**
 * Collapses errors with one cause: a call that failed for a hundred rows threw one error object that a hundred fields
 * caught. Reports one entry per root field, at the path of the first row. Relies only on the identity of the original
 * error, so it works with any executor.
 */
export function collapseFaults(errors: readonly GraphQLError[]): Fault[] {
  const groups = new Map<string, GraphQLError[]>()
  const causes = new Map<Error, number>()
  for (const error of errors) {
    const cause = error.originalError instanceof GatewayError ? error.originalError : error
    const number = causes.get(cause) ?? causes.size
    causes.set(cause, number)
    const key = `${number} ${String(error.path?.[0])}`
    const group = groups.get(key)
    if (group) group.push(error)
    else groups.set(key, [error])
  }
  return [...groups.values()].map((group) => ({
    error: group.reduce((first, error) => (comesBefore(error, first) ? error : first)),
    affectedCount: group.length,
  }))
}

/** Whether the first differing list index of the two paths is smaller in `a`. */
function comesBefore(a: GraphQLError, b: GraphQLError): boolean {
  for (const [index, part] of (a.path ?? []).entries()) {
    const other = b.path?.[index]
    if (typeof part === 'number' && typeof other === 'number' && part !== other) return part < other
  }
  return false
}
