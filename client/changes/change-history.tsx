import type { FragmentType } from '@apollo/client/masking'
import { useEffect, useEffectEvent, useState } from 'react'
import { isSessionOver } from '../graphql/session.ts'
import type { ChangeEntry_ChangeFragment } from './change-entry.gen.ts'
import { ChangeEntry } from './change-entry.tsx'
import styles from './change-history.module.css'

interface ChangeHistoryProps {
  readonly changes: readonly (FragmentType<ChangeEntry_ChangeFragment> & { readonly id: string })[]
  /** The URL of an entry's ticket; null when all entries belong to the current ticket. */
  readonly hrefOf: ((ticketId: number) => string) | null
  /** Refetches while a change is pending. */
  readonly onPending: () => void
}

/** The polling interval while a change is pending, in milliseconds. */
const pollMs = 2_000

/** The logged changes, newest first. Polls while any is pending. */
export function ChangeHistory({ changes, hrefOf, onPending }: ChangeHistoryProps) {
  const [pendingIds, setPendingIds] = useState<readonly string[]>([])
  const isWaiting = changes.some(({ id }) => pendingIds.includes(id))
  const poll = useEffectEvent(() => {
    if (document.visibilityState === 'visible' && !isSessionOver()) onPending()
  })
  useEffect(() => {
    if (!isWaiting) return undefined
    const timer = setInterval(() => poll(), pollMs)
    return () => clearInterval(timer)
  }, [isWaiting])

  function setPending(id: string, isPending: boolean): void {
    setPendingIds((ids) => (isPending ? [...new Set([...ids, id])] : ids.filter((known) => known !== id)))
  }

  if (changes.length === 0) return <p className={`muted ${styles['none']}`}>Nothing has been logged yet.</p>
  return (
    <ol className={styles['list']}>
      {changes.map((change) => (
        <ChangeEntry key={change.id} change={change} hrefOf={hrefOf} onState={setPending} />
      ))}
    </ol>
  )
}
