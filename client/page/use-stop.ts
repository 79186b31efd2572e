import { useMemo, useState } from 'react'

export interface Stop {
  /** Whether the request was cancelled; reset by another operation. */
  readonly isStopped: boolean
  readonly stop: () => void
  readonly resume: () => void
  /** The operation's `context`, whose signal aborts the request, in this browser and so in the gateway. */
  readonly context: { readonly signal: AbortSignal }
}

/** Lets the user cancel a slow operation. */
export function useStop(variables: object): Stop {
  const [stopped, setStopped] = useState<object | null>(null)
  const [round, setRound] = useState(0)
  // One controller per operation and attempt.
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
