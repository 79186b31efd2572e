import { useEffect, useRef } from 'react'
import type { ServiceDeskPageQuery } from './service-desk-page.gen.ts'

interface Result {
  readonly data?: unknown
  readonly error?: unknown
  readonly loading: boolean
  readonly refetch: () => Promise<unknown>
}

/**
 * Asks again when what came from the browser's cache has outlived its age, or has holes that an earlier fault left:
 * once for each question, since a vendor that stays down would have us ask for ever.
 */
export function useKeepFresh(result: Result, variables: object): void {
  const { data, error, loading, refetch } = result
  const askedFor = useRef<object | null>(null)
  useEffect(() => {
    if (loading || error || !data || askedFor.current === variables) return
    askedFor.current = variables
    const { summary, tickets } = data as ServiceDeskPageQuery
    const freshness = summary?.freshness
    const isOld = freshness && !freshness.stale && ageSeconds(freshness.asOf) > freshness.maxAgeSeconds
    if (isOld || !summary || !tickets) refetch().catch(() => {})
  }, [data, error, loading, refetch, variables])
}

export const ageSeconds = (asOf: string): number => Math.max(0, (Date.now() - Date.parse(asOf)) / 1_000)
