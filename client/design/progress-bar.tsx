import styles from './progress-bar.module.css'

interface ProgressBarProps {
  /** What is in progress. */
  readonly label: string
  /** The progress as text. */
  readonly text: string
  readonly value: number
  /** Null while the total is unknown. */
  readonly max: number | null
}

/** The progress of a long operation. */
export function ProgressBar({ label, text, value, max }: ProgressBarProps) {
  const known = max === null ? {} : { 'aria-valuenow': Math.min(value, max), 'aria-valuemin': 0, 'aria-valuemax': max }
  return (
    <div className={styles['progress']}>
      <span className="number">{text}</span>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuetext={text}
        {...known}
        className={styles['track']}
        data-unknown={max === null || undefined}
      >
        <span
          className={styles['bar']}
          {...(max === null ? {} : { style: { width: `${max === 0 ? 100 : Math.min(1, value / max) * 100}%` } })}
        />
      </div>
    </div>
  )
}
