import { type ReactNode, useEffect, useState } from 'react'
import { FigureGrid } from './figure-tile.tsx'
import tileStyles from './figure-tile.module.css'
import styles from './skeleton.module.css'

/*
 * Boxes of the very sizes that the content will have, so that nothing jumps when it comes. All of them stand in one
 * `Skeleton`, which says what is under way.
 */

/** Bones without a word look broken after this time, in milliseconds. */
const patienceMs = 4_000

interface SkeletonProps {
  /** What is under way, for screen readers at once and for everybody after some seconds. */
  readonly label: string
  /** Gives up waiting. */
  readonly onStop?: () => void
  readonly children: ReactNode
}

/** What stands in the place of the content while it is on its way. */
export function Skeleton({ label, onStop, children }: SkeletonProps) {
  const isLong = useIsLong()
  return (
    <div className={styles['skeleton']} aria-busy="true">
      <p role="status" className="visually-hidden">
        {isLong ? `${label}. It takes longer than usual.` : label}
      </p>
      {isLong && (
        <div className={`card ${styles['long']}`}>
          <p aria-hidden="true">{`${label} takes longer than usual. What it is asked for is slow to answer.`}</p>
          {onStop && (
            <button type="button" className="button" onClick={onStop}>
              Cancel
            </button>
          )}
        </div>
      )}
      {children}
    </div>
  )
}

function useIsLong(): boolean {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return isLong
}

interface StoppedProps {
  readonly onResume: () => void
}

/** In the place of a page whose answer is no longer waited for. */
export function Stopped({ onResume }: StoppedProps) {
  return (
    <div className={`card ${styles['long']}`} role="status">
      <p>Loading was cancelled. Nothing is shown yet.</p>
      <button type="button" className="button button-primary" onClick={onResume}>
        Load again
      </button>
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
