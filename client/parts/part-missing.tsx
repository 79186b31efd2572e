import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { isGatewayReachable, isOnline, onConnectivityChange } from '../connection/connectivity.ts'
import styles from './part-missing.module.css'

interface PartMissingProps {
  /** What could not be loaded, as the beginning of a sentence, such as `This page`. */
  readonly what: string
  readonly heading?: 'h1' | 'h2'
  /** Retries loading the file. */
  readonly onRetry: () => void
  /** An alternative action. */
  readonly children?: ReactNode
}

type Reason = 'unknown' | 'unreachable' | 'file'

const words: Readonly<Record<Reason, string>> = {
  unknown: '',
  unreachable: 'The gateway cannot be reached. It is loaded as soon as you are online again.',
  file: 'The portal may be being updated, or something in between blocks one of its files.',
}

/** Shown instead of a page or panel whose file could not be loaded. */
export function PartMissing({ what, heading: Heading = 'h1', onRetry, children }: PartMissingProps) {
  const [isTrying, setTrying] = useState(false)
  const [isStillAway, setStillAway] = useState(false)
  const reason = useReason(onRetry)

  async function tryAgain(): Promise<void> {
    setTrying(true)
    // A browser may never refetch a module that failed once. A reload does, and finds a newer portal too.
    if (await isGatewayReachable()) window.location.reload()
    else {
      setStillAway(true)
      setTrying(false)
    }
  }

  return (
    <div className={styles['missing']} role="alert">
      <Heading className={styles['title']}>{`${what} could not be loaded`}</Heading>
      <p className="muted">{words[reason]}</p>
      {isStillAway && <p>The gateway still cannot be reached.</p>}
      <div className={styles['actions']}>
        <button type="button" className="button button-primary" disabled={isTrying} onClick={() => void tryAgain()}>
          {isTrying ? 'Trying…' : 'Try again'}
        </button>
        {children}
      </div>
    </div>
  )
}

/** The delay between checks whether the gateway is back, in milliseconds: doubled each time, up to the maximum. */
const waits = { first: 1_000, longest: 30_000 } as const

/** Why the file could not be loaded. When the gateway is unreachable, loading is retried once it is back. */
function useReason(onRetry: () => void): Reason {
  const [reason, setReason] = useState<Reason>('unknown')
  const retry = useEffectEvent(onRetry)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let wait: number = waits.first
    let wasAway = false
    let isGone = false

    const check = async (): Promise<void> => {
      clearTimeout(timer)
      const isThere = await isGatewayReachable()
      if (isGone) return
      // When the gateway answers and the file is missing, retrying does not help.
      if (isThere && wasAway) return retry()
      setReason(isThere ? 'file' : 'unreachable')
      if (isThere) return
      wasAway = true
      timer = setTimeout(() => void check(), wait)
      wait = Math.min(wait * 2, waits.longest)
    }
    void check()
    const unsubscribe = onConnectivityChange(() => {
      if (isOnline() && wasAway) void check()
    })
    return () => {
      isGone = true
      clearTimeout(timer)
      unsubscribe()
    }
  }, [])
  return reason
}
