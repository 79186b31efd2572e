/** What tells one request from another: any object that lives as long as the request, such as its GraphQL context. */
export interface RequestScope {
  /** Says when whoever asked is gone. */
  readonly signal?: AbortSignal
}

/**
 * Makes something once per request, such as a set of loaders: the same scope gives the same one, and it goes when the
 * scope goes.
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
