import { useEffect, useState } from 'react'
import { useTimeZone } from '../settings/portal-config.tsx'
import { AlertIcon, ClockIcon } from '../design/icons.tsx'
import { formatAge, formatFullInstant, formatTime } from '../format/dates.ts'
import { ageSeconds } from '../format/gateway-clock.ts'
import { vendorName } from '../graphql/problems.ts'
import styles from './freshness-stamp.module.css'

interface FreshnessStampProps {
  readonly freshness: {
    readonly source: string
    readonly asOf: string
    readonly maxAgeSeconds: number
    readonly stale: boolean
  }
}

/** The words before and after the time. */
const words = {
  fresh: (vendor: string) => [`${vendor}, updated`, ''],
  ageing: (vendor: string) => [`${vendor}, updated`, '. Refresh to see what has changed'],
  revalidating: (vendor: string) => [`${vendor}, updated`, '. Newer data is being loaded'],
  stale: (vendor: string) => [`Updates from ${vendor} have failed. Showing data from`, ''],
} as const

/** Stale figures are asked for again after some seconds (use-refetch-expired.ts): those that still are by now have no newer ones. */
const failedAfterMs = 10_000

/** The source and age of the figures; the age is updated while it is shown. */
export function FreshnessStamp({ freshness }: FreshnessStampProps) {
  const { source, asOf, maxAgeSeconds, stale } = freshness
  const timeZone = useTimeZone()
  useTick(15_000)
  const age = ageSeconds(asOf)
  const isStillStale = useLasting(stale, failedAfterMs)
  const state = isStillStale ? 'stale' : stale ? 'revalidating' : age > maxAgeSeconds ? 'ageing' : 'fresh'
  const [before, after] = words[state](vendorName(source))
  return (
    <p className={styles['stamp']} data-state={state}>
      {state === 'fresh' || state === 'revalidating' ? <ClockIcon /> : <AlertIcon />}
      <span>
        <span>{before}</span>{' '}
        <time dateTime={asOf} title={formatFullInstant(asOf, timeZone)}>
          {formatTime(asOf, timeZone)}
        </time>{' '}
        <span>{`(${formatAge(age)})${after}`}</span>
      </span>
    </p>
  )
}

/** Re-renders at intervals, but not while the page is hidden. */
function useTick(everyMs: number): void {
  const [, setTick] = useState(0)
  useEffect(() => {
    const tick = () => {
      if (!document.hidden) setTick((count) => count + 1)
    }
    const timer = setInterval(tick, everyMs)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [everyMs])
}

/** Whether the condition has held for this long. */
function useLasting(holds: boolean, ms: number): boolean {
  const [hasLasted, setHasLasted] = useState(false)
  useEffect(() => {
    if (!holds) return
    const timer = setTimeout(() => setHasLasted(true), ms)
    return () => {
      clearTimeout(timer)
      setHasLasted(false)
    }
  }, [holds, ms])
  return holds && hasLasted
}
