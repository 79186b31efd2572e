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
 * Refetches when cached data has expired, or is incomplete because of an earlier error: once per operation, since it
 * would never stop while a vendor is down.
 */
export function useRefetchExpired(
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
