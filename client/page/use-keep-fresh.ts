import { useEffect, useRef } from 'react'
import { ageSeconds } from '../format/gateway-clock.ts'

interface Result {
  readonly data?: unknown
  readonly error?: unknown
  readonly loading: boolean
  readonly refetch: () => Promise<unknown>
}

export interface Age {
  readonly asOf: string
  readonly maxAgeSeconds: number
  readonly stale: boolean
}

/**
 * Asks again when what came from the browser's cache has outlived its age, or has holes that an earlier fault left:
 * once for each question, since a vendor that stays down would have us ask for ever.
 */
export function useKeepFresh(
  result: Result,
  variables: object,
  answer: { readonly ages: readonly (Age | undefined)[]; readonly hasHoles: boolean },
): void {
  const { data, error, loading, refetch } = result
  const { hasHoles } = answer
  const isOld = answer.ages.some((age) => age && !age.stale && ageSeconds(age.asOf) > age.maxAgeSeconds)
  const askedFor = useRef<object | null>(null)
  useEffect(() => {
    if (loading || error || !data || askedFor.current === variables) return
    askedFor.current = variables
    if (isOld || hasHoles) refetch().catch(() => {})
  }, [data, error, loading, refetch, variables, isOld, hasHoles])
}
