/**
 * Makes a text storable in both databases. PostgreSQL rejects NUL, and neither can encode a lone surrogate; texts of
 * vendors and issuers may contain them, which must never fail a write. Both are replaced by U+FFFD, as is usual. Names
 * and keys chosen by clients are rejected earlier; an id containing one then matches nothing.
 */
export function toStorableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{FFFD}')
}

/** Statement parameters with their texts made storable. */
export function toStorable(parameters: readonly unknown[]): readonly unknown[] {
  const isFine = (value: unknown) => typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'))
  if (parameters.every(isFine)) return parameters
  return parameters.map((value) => (typeof value === 'string' ? toStorableText(value) : value))
}
