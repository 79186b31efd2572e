/** Identity of a request: any object that lives as long, such as its GraphQL context. */
export interface RequestScope {
  /** Aborts when the client disconnects. */
  readonly signal?: AbortSignal
}

/**
 * Memoizes per request, e.g. a set of loaders: the same scope returns the same value, which is released with the scope.
 */
export function perRequest<T>(create: (scope: RequestScope) => T): (scope: RequestScope) => T {
  const made = new WeakMap<RequestScope, { value: T }>()
  return (scope) => {
    const known = made.get(scope)
    if (known) return known.value
    const value = create(scope)
    made.set(scope, { value })
    return value
  }
}
