import type { GraphQLError } from 'graphql'
import { GatewayError } from '../errors/gateway-error.ts'

/** Errors that have one cause, as far as one root field goes. */
export interface Fault {
  /** The entry that stands for all: the first row's. */
  readonly error: GraphQLError
  readonly affectedCount: number
}

/**
 * One fault, one error: a call that failed behind a hundred rows threw one error object that a hundred fields caught.
 * Per root field it becomes one entry, at the path of the first row. It rests on the identity of the error behind the
 * entries alone, so it does not matter what executed the document.
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

/** Whether the first list index in which the two paths differ is smaller in `a`. */
function comesBefore(a: GraphQLError, b: GraphQLError): boolean {
  for (const [index, part] of (a.path ?? []).entries()) {
    const other = b.path?.[index]
    if (typeof part === 'number' && typeof other === 'number' && part !== other) return part < other
  }
  return false
}
