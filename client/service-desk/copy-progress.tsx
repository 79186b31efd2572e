import { useState } from 'react'
import { useQuery } from '@apollo/client/react'
import { formatPercent } from '../format/numbers.ts'
import { CopyProgressDocument, type CopyProgressQuery } from './copy-progress.gen.ts'
import styles from './copy-progress.module.css'
import { copyProgress, wholePercent } from './copy-state.ts'

/** How often to ask how far the copy is, in milliseconds. */
const pollMs = 4_000

/**
 * Says how far the gateway's first copy of the tickets is. Afterwards its space stays until the page is left, so that
 * nothing moves under the pointer.
 */
export function CopyProgress({ copies }: { copies: CopyProgressQuery['copies'] }) {
  const progress = copyProgress(copies)
  const [shown, setShown] = useState(progress)
  if (progress !== null && progress !== shown) setShown(progress)
  // What it asks for is a part of the page's own answer, which then changes in the cache.
  useQuery(CopyProgressDocument, {
    skip: progress === null,
    pollInterval: pollMs,
    skipPollAttempt: () => document.hidden,
  })
  if (shown === null) return null
  return (
    <p role="status" className={`muted no-print ${styles['line']}`} data-complete={progress === null || undefined}>
      {/* The share alone changes often: it is read out with the line, not each time. */}
      <span>Copying tickets from Autotask: </span>
      <span aria-live="off" className="number">
        {formatPercent(wholePercent(shown) / 100)}
      </span>
      <span>. Until then some answers take a little longer.</span>
    </p>
  )
}
