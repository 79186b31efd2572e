/**
 * A text as both databases keep it. PostgreSQL refuses NUL, and neither can spell half of a surrogate pair; texts of vendors
 * and issuers may hold them, and what is to be written down must never fail for that. Both become U+FFFD, as is usual. Where a
 * caller chooses a name or a key, it is refused before; an id that holds one then is the id of nothing.
 */
export function toStorableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{FFFD}')
}

/** Parameters of a statement, with their texts made storable. */
export function toStorable(parameters: readonly unknown[]): readonly unknown[] {
  const isFine = (value: unknown) => typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'))
  if (parameters.every(isFine)) return parameters
  return parameters.map((value) => (typeof value === 'string' ? toStorableText(value) : value))
}
