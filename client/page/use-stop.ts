import { useMemo, useState } from 'react'

export interface Stop {
  /** Whether waiting for the answer was given up; another question begins anew. */
  readonly isStopped: boolean
  readonly stop: () => void
  readonly resume: () => void
  /** For the question's `context`, so that its request is ended too, by this browser and behind it by the gateway. */
  readonly context: { readonly signal: AbortSignal }
}

/** Lets people give up a question that takes too long. */
export function useStop(variables: object): Stop {
  const [stopped, setStopped] = useState<object | null>(null)
  const [round, setRound] = useState(0)
  // One for each question and each time it is asked.
  // oxlint-disable-next-line react/exhaustive-deps
  const abort = useMemo(() => new AbortController(), [variables, round])
  return {
    isStopped: stopped === variables,
    stop: () => {
      setStopped(variables)
      abort.abort()
    },
    resume: () => {
      setStopped(null)
      setRound((count) => count + 1)
    },
    context: useMemo(() => ({ signal: abort.signal }), [abort]),
  }
}
