import type { Problem } from '../graphql/problems.ts'

/** The problem when access to the whole page is denied; null for a page that has something to show. */
export function refusalOf(problems: readonly Problem[], hasContent: boolean): Problem | null {
  const [first] = problems
  return !hasContent && first && problems.every(({ code }) => code === 'FORBIDDEN') ? first : null
}
