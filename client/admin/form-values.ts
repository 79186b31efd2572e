/** The trimmed text of a form field; empty when there is none. */
export function textOf(values: FormData, name: string): string {
  const value = values.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** The gateway's first validation error of a form field; undefined when there is none. */
export function problemOf(
  userErrors: readonly { readonly field: readonly string[] | null; readonly message: string }[],
  name: string,
): string | undefined {
  return userErrors.find(({ field }) => field?.includes(name))?.message
}
