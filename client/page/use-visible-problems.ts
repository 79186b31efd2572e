import { useSyncExternalStore } from 'react'
import type { Problem } from '../graphql/problems.ts'
import { isSessionAskedAbout, session } from '../graphql/session.ts'

/** The problems that are shown: without the ended session while its dialog is open, each cause once. */
export function useVisibleProblems(problems: readonly Problem[]): readonly Problem[] {
  const isAsked = useSyncExternalStore(session.subscribe, isSessionAskedAbout)
  return distinctCauses(isAsked ? problems.filter(({ code }) => code !== 'UNAUTHENTICATED') : problems)
}

const distinctCauses = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [causeOf(problem), problem])).values(),
]

/** Two missing permissions are two causes: the advice names each. */
export const causeOf = ({ code, title, advice }: Problem): string => `${code} ${title} ${advice}`
