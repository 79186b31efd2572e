import { useId } from 'react'
import styles from './form-row.module.css'

interface FormRowProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** The validation error; shown instead of the hint. */
  readonly problem?: string | undefined
  readonly type?: 'text' | 'password' | 'number'
  readonly defaultValue?: string
  readonly placeholder?: string
  readonly isRequired?: boolean
}

/** One field of an uncontrolled form, read on submit. */
export function FormRow(props: FormRowProps) {
  const { name, label, hint, problem, type = 'text', defaultValue, placeholder, isRequired = false } = props
  const hintId = useId()
  return (
    <label className={styles['row']}>
      <span className={styles['label']}>{label}</span>
      <input
        className="field"
        name={name}
        type={type}
        defaultValue={defaultValue}
        placeholder={placeholder}
        required={isRequired}
        autoComplete={type === 'password' ? 'new-password' : 'off'}
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={(problem ?? hint) ? hintId : undefined}
      />
      {(problem ?? hint) && (
        <span id={hintId} className={problem ? styles['problem'] : styles['hint']}>
          {problem ?? hint}
        </span>
      )}
    </label>
  )
}
