import type { ReactNode } from 'react'
import styles from './figure-tile.module.css'

interface FigureTileProps {
  readonly label: string
  readonly value: ReactNode
  /** What is counted, or why there is no value. */
  readonly note: string
  /** The URL of the rows behind the figure, if there are any. */
  readonly href?: string | null
  /** The comparison with another figure. */
  readonly children?: ReactNode
}

/** One figure of a page, in a `FigureGrid`; with an address it is a link to the rows it counts. */
export function FigureTile({ label, value, note, href = null, children }: FigureTileProps) {
  const content = (
    <>
      <span className={styles['label']}>{label}</span>
      <span className={`number ${styles['value']}`}>{value}</span>
      <span className={styles['note']}>{note}</span>
      {children && <span className={styles['comparison']}>{children}</span>}
    </>
  )
  const className = `card ${styles['figure']}`
  return (
    <li>
      {href === null ? (
        <div className={className}>{content}</div>
      ) : (
        <a className={className} href={href}>
          {content}
        </a>
      )}
    </li>
  )
}

interface FigureGridProps {
  /** Less tall, for figures without a comparison. */
  readonly isLow?: boolean
  /** Three columns; six by default, fewer on narrow screens. */
  readonly columns?: 3
  readonly children: ReactNode
}

export function FigureGrid({ isLow, columns, children }: FigureGridProps) {
  return (
    <ul className={styles['grid']} data-low={isLow || undefined} data-columns={columns}>
      {children}
    </ul>
  )
}
