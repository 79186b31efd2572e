import { useId } from 'react'
import styles from './tenant-card.module.css'

interface LinesRowProps {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly defaultValue: string
  readonly problem: string | null | undefined
}

/** A list in a form, as text with one entry a line. */
export function LinesRow({ name, label, hint, defaultValue, problem }: LinesRowProps) {
  const hintId = useId()
  return (
    <label className={styles['lines']}>
      <span>{label}</span>
      <textarea
        className="field"
        name={name}
        rows={3}
        defaultValue={defaultValue}
        spellCheck={false}
        aria-describedby={hintId}
        aria-invalid={Boolean(problem)}
      />
      <span id={hintId} className={problem ? styles['problem'] : styles['hint']}>
        {problem ? `This line cannot be read: ${problem}` : hint}
      </span>
    </label>
  )
}
