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

/** The gateway answers with a stale figure at once, and loads a newer one behind the answer: it is there after this long, mostly. */
const revalidatedAfterMs = 3_000

/**
 * Refetches when cached data has expired, or is incomplete because of an earlier error: once per operation, since it
 * would never stop while a vendor is down. Once, too, some seconds after a stale answer.
 */
export function useRefetchExpired(
  result: Result,
  variables: object,
  answer: { readonly ages: readonly (Age | undefined)[]; readonly hasHoles: boolean },
): void {
  const { data, error, loading, refetch } = result
  const { hasHoles } = answer
  const isOld = answer.ages.some((age) => age && !age.stale && ageSeconds(age.asOf) > age.maxAgeSeconds)
  const isStale = answer.ages.some((age) => age?.stale)
  const askedFor = useRef<object | null>(null)
  const revalidatedFor = useRef<object | null>(null)
  useEffect(() => {
    if (loading || error || !data || askedFor.current === variables) return
    askedFor.current = variables
    if (isOld || hasHoles) refetch().catch(() => {})
  }, [data, error, loading, refetch, variables, isOld, hasHoles])
  useEffect(() => {
    if (!isStale || revalidatedFor.current === variables) return
    const timer = setTimeout(() => {
      revalidatedFor.current = variables
      refetch().catch(() => {})
    }, revalidatedAfterMs)
    return () => clearTimeout(timer)
  }, [isStale, variables, refetch])
}
