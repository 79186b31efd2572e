import { type ReactNode, useEffect, useState } from 'react'
import { FigureGrid } from './figure-tile.tsx'
import tileStyles from './figure-tile.module.css'
import styles from './skeleton.module.css'

/*
 * Placeholders of exactly the size of the content, so that there is no layout shift. A `Skeleton` wraps them and
 * announces what is loading.
 */

/** After this time a skeleton alone looks broken, so its label is shown, in milliseconds. */
const patienceMs = 4_000

interface SkeletonProps {
  /** What is loading: announced to screen readers immediately, shown after some seconds. */
  readonly label: string
  /** Cancels the request. */
  readonly onStop?: () => void
  readonly children: ReactNode
}

/** Shown instead of the content while it loads. */
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

/** Shown instead of a page whose request was cancelled. */
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
