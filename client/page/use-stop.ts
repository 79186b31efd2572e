import { useState } from 'react'

export interface Stop {
  /** Whether waiting for the answer was given up; another question begins anew. */
  readonly isStopped: boolean
  readonly stop: () => void
  readonly resume: () => void
}

/** Lets people give up a question that takes too long. */
export function useStop(variables: object): Stop {
  const [stopped, setStopped] = useState<object | null>(null)
  return {
    isStopped: stopped === variables,
    stop: () => setStopped(variables),
    resume: () => setStopped(null),
  }
}
