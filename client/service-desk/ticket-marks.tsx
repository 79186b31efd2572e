import { nameOr } from '../format/names.ts'
import styles from './ticket-marks.module.css'

/** A filled dot is done, a ring is not. */
export function StatusMark({ label, isClosed }: { label: string; isClosed: boolean }) {
  return (
    <span className={styles['status']} data-closed={isClosed || undefined}>
      <Label text={label} />
    </span>
  )
}

/** The urgency as a number of bars, next to the account's own label. */
export function PriorityMark({ label, rank }: { label: string; rank: number }) {
  const level = Math.min(4, Math.max(1, rank))
  return (
    <span className={styles['priority']} data-rank={level}>
      <svg width="14" height="12" viewBox="0 0 14 12" aria-hidden="true" focusable="false">
        {[0, 1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={bar * 3.6}
            y={9 - bar * 3}
            width="2.4"
            height={3 + bar * 3}
            rx="0.8"
            data-on={bar <= 4 - level}
          />
        ))}
      </svg>
      <Label text={label} />
    </span>
  )
}

function Label({ text }: { text: string }) {
  const shown = nameOr(text, '(no name)')
  return (
    <span className={styles['label']} title={shown}>
      {shown}
    </span>
  )
}
