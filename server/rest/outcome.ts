import type { Endpoint, Input, Shown } from './endpoint.ts'
import { failureOfGraph, failureOfWrite, notFound, type Failure, type GraphError } from './failure.ts'

/** A part that is null because it failed. */
export interface LostPart {
  /** Where it is missing in `data`. */
  readonly part: string
  readonly code: string
  readonly message: string
}

export interface Success extends Shown {
  /** 202: stored, and not yet delivered. */
  readonly status: 200 | 202
  readonly errors: readonly LostPart[]
}

export type Outcome = { readonly success: Success } | { readonly failure: Failure }

/** An answer of the graph. */
export interface GraphAnswer {
  readonly data?: object | null
  readonly errors?: readonly GraphError[]
}

/** What an endpoint answers, from what the graph does. */
export function outcomeOf(endpoint: Endpoint, { data, errors = [] }: GraphAnswer, input: Input): Outcome {
  const { roots, missing = 'There is nothing of this kind.' } = endpoint
  const [first] = errors
  if (!data) return { failure: first ? failureOfGraph(first) : notFound(missing) }
  const isWritten = endpoint.written && isAnswered(data, roots)
  const written = isWritten ? endpoint.written?.(data) : undefined
  const wrong = written ? failureOfWrite(written) : null
  if (wrong) return { failure: wrong }
  if (roots.every((root) => valueAt(data, root) === null)) {
    const cause = errors.find((error) => roots.some((root) => isOn(root, error.path))) ?? first
    return { failure: cause ? failureOfGraph(cause) : notFound(missing) }
  }
  const shown = endpoint.show(data, input)
  if (!shown) return { failure: notFound(missing) }
  const status = written?.change?.state === 'PENDING' ? 202 : 200
  return { success: { ...shown, status, errors: errors.flatMap((error) => lostPart(error, roots)) } }
}

/** Whether the mutation's payload is there. */
const isAnswered = (data: object, roots: Endpoint['roots']) => valueAt(data, roots[0]?.slice(0, 1) ?? []) !== null

/** The value at a path; null as soon as one on the way is. */
function valueAt(data: object, path: readonly string[]): unknown {
  let value: unknown = data
  for (const name of path) {
    value = (value as Readonly<Record<string, unknown>>)[name] ?? null
    if (value === null) return null
  }
  return value
}

/** Whether an error of this path leaves the root null: it is on the way to it, or in what is never null below it. */
const isOn = (root: readonly string[], path: GraphError['path'] = []) =>
  root.slice(0, path.length).every((name, index) => name === path[index])

/** The part that an error is about, in the words of the endpoint; none for what the endpoint does not show. */
function lostPart({ path = [], message, extensions }: GraphError, roots: Endpoint['roots']): LostPart[] {
  const root = roots.find((each) => each.every((name, index) => name === path[index]))
  if (!root) return []
  // Several roots are the parts of the answer themselves.
  const below = roots.length > 1 ? path : path.slice(root.length)
  const part = below.filter((name) => name !== 'nodes').join('.')
  return [{ part, code: extensions?.code ?? 'INTERNAL_SERVER_ERROR', message }]
}
