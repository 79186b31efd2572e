import type { FragmentType } from '@apollo/client/masking'
import { useEffect, useEffectEvent, useState } from 'react'
import { isSessionOver } from '../graphql/session.ts'
import type { ChangeEntry_ChangeFragment } from './change-entry.gen.ts'
import { ChangeEntry } from './change-entry.tsx'
import styles from './change-history.module.css'

interface ChangeHistoryProps {
  readonly changes: readonly (FragmentType<ChangeEntry_ChangeFragment> & { readonly id: string })[]
  /** Where an entry's ticket is; null: the entries are all of the ticket one looks at. */
  readonly hrefOf: ((ticketId: number) => string) | null
  /** Asks anew, while something is still on its way. */
  readonly onPending: () => void
}

/** How often one looks whether a pending change has arrived, in milliseconds. */
const lookEveryMs = 2_000

/** What was logged, newest first. While anything is on its way it is looked at again and again. */
export function ChangeHistory({ changes, hrefOf, onPending }: ChangeHistoryProps) {
  const [pendingIds, setPendingIds] = useState<readonly string[]>([])
  const isWaiting = changes.some(({ id }) => pendingIds.includes(id))
  const look = useEffectEvent(() => {
    if (document.visibilityState === 'visible' && !isSessionOver()) onPending()
  })
  useEffect(() => {
    if (!isWaiting) return undefined
    const timer = setInterval(() => look(), lookEveryMs)
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
