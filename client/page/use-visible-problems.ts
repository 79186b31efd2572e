import { useSyncExternalStore } from 'react'
import type { Problem } from '../graphql/problems.ts'
import { isSessionAskedAbout, session } from '../graphql/session.ts'

/** The problems a page shows, each cause once, without the ended session while its dialog is open. */
export function useVisibleProblems(
  problems: readonly Problem[],
  keyOf: (problem: Problem) => string,
): readonly Problem[] {
  const isAsked = useSyncExternalStore(session.subscribe, isSessionAskedAbout)
  const visible = isAsked ? problems.filter(({ code }) => code !== 'UNAUTHENTICATED') : problems
  return [...new Map(visible.map((problem) => [keyOf(problem), problem])).values()]
}
