/** The problem when access to the whole page is denied; null for a page that has something to show. */
export function refusalOf<Known extends { readonly code: string }>(
  problems: readonly Known[],
  hasContent: boolean,
): Known | null {
  const [first] = problems
  return !hasContent && first && problems.every(({ code }) => code === 'FORBIDDEN') ? first : null
}
