import type { ReactNode } from 'react'
import { FigureGrid } from './figure-tile.tsx'
import tileStyles from './figure-tile.module.css'
import styles from './skeleton.module.css'

/*
 * Boxes of the very sizes that the content will have, so that nothing jumps when it comes. All of them stand in one
 * `Skeleton`, which says what is under way.
 */

/** What stands in the place of the content while it is on its way; the label says so to screen readers. */
export function Skeleton({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles['skeleton']} aria-busy="true">
      <p role="status" className="visually-hidden">
        {label}
      </p>
      {children}
    </div>
  )
}

const keys = (count: number) => Array.from({ length: count }, (_, index) => index)

export function SkeletonFilters({ count }: { count: number }) {
  return (
    <div className={styles['filters']} aria-hidden="true">
      {keys(count).map((key) => (
        <span key={key} className={`skeleton ${styles['filter']}`} />
      ))}
    </div>
  )
}

export function SkeletonFigures({ count, isLow = false }: { count: number; isLow?: boolean }) {
  return (
    <div aria-hidden="true">
      <FigureGrid isLow={isLow} {...(count === 3 && { columns: 3 })}>
        {keys(count).map((key) => (
          <li key={key} className={`card ${tileStyles['figure']} ${styles['figure']}`}>
            <span className={`skeleton ${styles['line']}`} />
            <span className={`skeleton ${styles['value']}`} />
            <span className={`skeleton ${styles['line']}`} />
          </li>
        ))}
      </FigureGrid>
    </div>
  )
}

/** A card with lines of text, such as a table. */
export function SkeletonRows({ count, className = '' }: { count: number; className?: string }) {
  return (
    <div className={`card ${className}`} aria-hidden="true">
      <SkeletonLines count={count} />
    </div>
  )
}

/** Lines of text within a card. */
export function SkeletonLines({ count }: { count: number }) {
  return (
    <div className={styles['rows']} aria-hidden="true">
      {keys(count).map((key) => (
        <span key={key} className={`skeleton ${styles['row']}`} />
      ))}
    </div>
  )
}
