import { formatCount, formatPercent } from '../format/numbers.ts'
import styles from './bars.module.css'

interface BarRowProps {
  readonly label: string
  readonly count: number
  /** Beside the count; its share unless given. */
  readonly note?: string
  readonly href?: string | null
  readonly isChosen?: boolean
  readonly isDimmed?: boolean
  /** Of the whole, from 0 to 1. */
  readonly share: number
  /** Of the longest bar, from 0 to 1. */
  readonly length: number
}

/** A count as a bar under its label; with an address it leads to its rows. */
export function BarRow({ label, count, note, href = null, isChosen, isDimmed, share, length }: BarRowProps) {
  const content = (
    <>
      <span className={styles['label']} title={label}>
        {label}
      </span>
      <span className={`number ${styles['count']}`}>{formatCount(count)}</span>
      <span className={`number ${styles['share']}`}>{note ?? formatPercent(share)}</span>
      <span className={styles['track']} aria-hidden="true">
        <span className={styles['bar']} style={{ width: `${length * 100}%` }} />
      </span>
    </>
  )
  const mark = { className: styles['row'], 'data-dimmed': isDimmed || undefined, 'data-chosen': isChosen || undefined }
  if (href === null) return <span {...mark}>{content}</span>
  return (
    <a {...mark} href={href} {...(isChosen ? { 'aria-current': true } : {})}>
      {content}
    </a>
  )
}
