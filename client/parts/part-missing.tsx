import { useEffect, useEffectEvent, useState } from 'react'
import { isGatewayReachable } from './newest-portal.ts'
import styles from './part-missing.module.css'

interface PartMissingProps {
  /** What could not be loaded, as the beginning of a sentence, such as `This page`. */
  readonly what: string
  readonly heading?: 'h1' | 'h2'
  /** Asks for the file again. */
  readonly onRetry: () => void
  /** A second way on. */
  readonly children?: React.ReactNode
}

/** In the place of a page or panel whose file could not be had. Back online, it is asked for again by itself. */
export function PartMissing({ what, heading: Heading = 'h1', onRetry, children }: PartMissingProps) {
  const [state, setState] = useState<'idle' | 'trying' | 'unreachable'>('idle')
  const retry = useEffectEvent(onRetry)
  useEffect(() => {
    const again = () => retry()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [])

  async function tryAgain(): Promise<void> {
    setState('trying')
    // Some browsers never fetch a file again that failed once. A load of the page does, and finds a newer portal too.
    if (await isGatewayReachable()) window.location.reload()
    else setState('unreachable')
  }

  return (
    <div className={styles['missing']} role="alert">
      <Heading className={styles['title']}>{`${what} could not be loaded`}</Heading>
      <p className="muted">
        {navigator.onLine
          ? 'The portal may be being updated, or something in between blocks one of its files.'
          : 'You are offline. It is loaded as soon as you are online again.'}
      </p>
      {state === 'unreachable' && <p>The gateway still cannot be reached.</p>}
      <div className={styles['actions']}>
        <button
          type="button"
          className="button button-primary"
          disabled={state === 'trying'}
          onClick={() => void tryAgain()}
        >
          {state === 'trying' ? 'Trying…' : 'Try again'}
        </button>
        {children}
      </div>
    </div>
  )
}
