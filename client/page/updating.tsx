import type { ReactNode } from 'react'
import type { Outdated } from './outdated.ts'
import styles from './updating.module.css'

const words = {
  updating: 'Updating… Showing previous data',
  failed: 'Not updated. Showing previous data',
} as const

interface UpdatingProps {
  readonly outdated: Outdated
  /** Whether it wraps several parts of a page, with the space between them, rather than one. */
  readonly isSpaced?: boolean
  readonly children: ReactNode
}

/** Dims and labels previous data, so that it is not mistaken for the current answer. */
export function Updating({ outdated, isSpaced = false, children }: UpdatingProps) {
  return (
    <div className={styles['frame']} data-outdated={outdated ?? undefined}>
      <div role="status" className={styles['status']}>
        {outdated && <p className={styles['note']}>{words[outdated]}</p>}
      </div>
      <div className={styles['content']} data-spaced={isSpaced || undefined}>
        {children}
      </div>
    </div>
  )
}
