import { useEffect, useState } from 'react'
import { useTimeZone } from '../app/portal-config.tsx'
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

const remarks = {
  fresh: (minutes: number) => `, fresh for ${minutes} min`,
  ageing: (minutes: number) => `, older than ${minutes} min: refresh to see what has changed`,
  stale: (_minutes: number, vendor: string) => `. Updates from ${vendor} have failed since, so this may be out of date`,
} as const

/** The source and age of the figures; the age is updated while it is shown. */
export function FreshnessStamp({ freshness }: FreshnessStampProps) {
  const { source, asOf, maxAgeSeconds, stale } = freshness
  const timeZone = useTimeZone()
  useTick(15_000)
  const age = ageSeconds(asOf)
  const state = stale ? 'stale' : age > maxAgeSeconds ? 'ageing' : 'fresh'
  const minutes = Math.max(1, Math.round(maxAgeSeconds / 60))
  return (
    <p className={styles['stamp']} data-state={state}>
      {state === 'fresh' ? <ClockIcon /> : <AlertIcon />}
      <span>
        <span>{`${vendorName(source)}, as of`}</span>{' '}
        <time dateTime={asOf} title={formatFullInstant(asOf, timeZone)}>
          {formatTime(asOf, timeZone)}
        </time>{' '}
        <span>{`(${formatAge(age)})${remarks[state](minutes, vendorName(source))}`}</span>
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
