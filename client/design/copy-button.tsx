import { useState } from 'react'
import styles from './copy-button.module.css'
import { CopyIcon } from './icons.tsx'

/** Copies a text and says so, to eyes and to screen readers. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState('')

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('Copied')
    } catch {
      setOutcome('Could not copy')
    }
    setTimeout(() => setOutcome(''), 2_000)
  }

  return (
    <span className={styles['wrap']}>
      <button type="button" className={styles['button']} aria-label={label} title={label} onClick={() => void copy()}>
        <CopyIcon />
      </button>
      <span role="status" className={styles['outcome']}>
        {outcome}
      </span>
    </span>
  )
}
