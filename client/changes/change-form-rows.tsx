import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import { useId } from 'react'
import { nameOr } from '../format/names.ts'
import styles from './change-form.module.css'
import { ChangeForm_TicketFragmentDoc, type ChangeForm_TicketFragment } from './change-ticket.gen.ts'

interface TextRowProps {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly maxLength: number
  readonly inputMode?: 'numeric'
  readonly problem: string | undefined
  readonly onChange: (text: string) => void
}

export function TextRow({ name, label, hint, value, maxLength, inputMode, problem, onChange }: TextRowProps) {
  const hintId = useId()
  return (
    <label className={styles['row']}>
      <span>{label}</span>
      <input
        className="field"
        name={name}
        value={value}
        maxLength={maxLength}
        autoComplete="off"
        inputMode={inputMode}
        aria-describedby={hintId}
        aria-invalid={problem !== undefined}
        onChange={({ target }) => onChange(target.value)}
      />
      <span id={hintId} className={problem ? styles['problem'] : styles['hint']}>
        {problem ?? hint}
      </span>
    </label>
  )
}

interface NoteRowProps {
  readonly value: string
  readonly isNeeded: boolean
  readonly problem: string | undefined
  readonly onChange: (text: string) => void
}

export function NoteRow({ value, isNeeded, problem, onChange }: NoteRowProps) {
  const problemId = useId()
  return (
    <label className={styles['row']}>
      <span>{isNeeded ? 'Work performed' : 'Notes (optional)'}</span>
      <textarea
        className="field"
        name="note"
        rows={isNeeded ? 6 : 3}
        value={value}
        maxLength={10_000}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : problemId}
        onChange={({ target }) => onChange(target.value)}
      />
      {problem !== undefined && (
        <span id={problemId} className={styles['problem']}>
          {problem}
        </span>
      )}
    </label>
  )
}

interface StatusRowProps {
  readonly ticket: FragmentType<ChangeForm_TicketFragment>
  readonly value: string
  readonly onChange: (statusId: string) => void
}

/** The statuses of the ticket's own board: any other would be refused. */
export function StatusRow({ ticket, value, onChange }: StatusRowProps) {
  const { data, complete } = useFragment({ fragment: ChangeForm_TicketFragmentDoc, from: ticket })
  const statuses = complete ? data.availableStatuses : []
  return (
    <label className={styles['row']}>
      <span>New status</span>
      <select
        className="field"
        name="status"
        value={value}
        disabled={statuses === null}
        onChange={({ target }) => onChange(target.value)}
      >
        <option value="">Tenant default</option>
        {statuses?.map(({ id, name, isClosed }) => (
          <option key={id} value={String(id)}>
            {`${nameOr(name, `no. ${id}`)}${isClosed ? ' (closed status)' : ''}${complete && data.status.id === id ? ' (current)' : ''}`}
          </option>
        ))}
      </select>
      <span className={styles['hint']}>
        {statuses === null ? 'The statuses cannot be read now.' : 'Unchanged unless the tenant has a default.'}
      </span>
    </label>
  )
}
