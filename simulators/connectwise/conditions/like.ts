const wildcards: Record<string, string> = { '%': '[^]*', '*': '[^]*', _: '[^]' }

/**
 * SQL's LIKE: `%` (and `*`, which the vendor's documents show) is any text, `_` any character, `[ab]` one of these, which
 * also writes a wildcard as itself (`[%]`). Both texts must be in one case.
 */
export function matchesLike(text: string, pattern: string): boolean {
  const source = pattern.replace(/\[([^\]]+)\]|[^]/g, (piece, members: string | undefined) =>
    members === undefined ? (wildcards[piece] ?? escapeRegExp(piece)) : `[${members.replace(/[\\\]^]/g, '\\$&')}]`,
  )
  return new RegExp(`^${source}$`).test(text)
}

function escapeRegExp(piece: string): string {
  return piece.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
