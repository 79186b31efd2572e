import type { ReactNode } from 'react'
import styles from './control.module.css'

/** A field with its name above. */
export function Control({ name, children }: { name: string; children: ReactNode }) {
  return (
    <label className={styles['control']}>
      <span className={styles['name']}>{name}</span>
      {children}
    </label>
  )
}
