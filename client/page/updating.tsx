import type { ReactNode } from 'react'
import styles from './updating.module.css'

/** Why what is shown is that of an earlier question: the answer is on its way, or there was none. Null when it is not. */
export type Outdated = 'updating' | 'failed' | null

export const outdatedOf = (isPrevious: boolean, isLoading: boolean): Outdated =>
  isPrevious ? (isLoading ? 'updating' : 'failed') : null

const words = {
  updating: 'Updating… Shown are still the previous figures',
  failed: 'Not updated. Shown are still the previous figures',
} as const

interface UpdatingProps {
  readonly outdated: Outdated
  /** Whether it has the parts of a page, with the space between them, rather than one part. */
  readonly isSpaced?: boolean
  readonly children: ReactNode
}

/** Figures of an earlier question must not pass for the answer to the present one: they are dimmed, and it is said. */
export function Updating({ outdated, isSpaced = false, children }: UpdatingProps) {
  return (
    <div className={styles['frame']} data-outdated={outdated ?? undefined}>
      <div role="status" className={styles['place']}>
        {outdated && <p className={styles['note']}>{words[outdated]}</p>}
      </div>
      <div className={styles['content']} data-spaced={isSpaced || undefined}>
        {children}
      </div>
    </div>
  )
}
