import type { FragmentType } from '@apollo/client/masking'
import { useFragment, useMutation } from '@apollo/client/react'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { nameOr } from '../format/names.ts'
import { problemsOf } from '../graphql/problems.ts'
import { type ChangeDraft, changeKinds, newDraft, problemsOfDraft, toInput, withKind } from './change-draft.ts'
import { ChangeFields } from './change-fields.tsx'
import styles from './change-form.module.css'
import { ChangeForm_TicketFragmentDoc, LogChangeDocument, type ChangeForm_TicketFragment } from './change-ticket.gen.ts'
import { dropDraft, keepDraft, readDraft, type DraftPlace } from './draft-store.ts'
import { ProblemNotes } from '../page/problem-notes.tsx'

interface ChangeFormProps {
  readonly place: DraftPlace
  readonly ticket: FragmentType<ChangeForm_TicketFragment>
  /** The gateway has the change: whatever happens now, it will arrive once. */
  readonly onTaken: () => void
}

/**
 * What was changed, for how long, and how the ticket stands now. What is typed is kept in this browser until the gateway
 * has taken it, together with the key that makes a repeat the same change: sending twice is safe.
 */
export function ChangeForm({ place, ticket, onTaken }: ChangeFormProps) {
  const [draft, setDraft] = useState(() => readDraft(place))
  const [showsMissing, setShowsMissing] = useState(false)
  const [logChange, { data, loading, error }] = useMutation(LogChangeDocument, { errorPolicy: 'all' })
  const form = useRef<HTMLFormElement>(null)
  const missing = showsMissing ? problemsOfDraft(draft) : {}
  const userErrors = data?.logChange.userErrors ?? []

  useEffect(() => keepDraft(place, draft), [place, draft])

  const change = (part: Partial<ChangeDraft>) => setDraft((current) => ({ ...current, ...part }))

  async function send(): Promise<void> {
    const answer = await logChange({ variables: { input: toInput(draft, place) } }).catch(() => undefined)
    if (!answer?.data?.logChange.change) return
    dropDraft(place)
    onTaken()
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    setShowsMissing(true)
    const [first] = Object.keys(problemsOfDraft(draft))
    if (first === undefined) void send()
    else form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }

  return (
    <section className={`card ${styles['card']}`} aria-labelledby="log-change">
      <h2 id="log-change">Log a change</h2>
      <form ref={form} className={styles['form']} onSubmit={submit} noValidate>
        <label className={styles['row']}>
          <span>What happened</span>
          <select
            className="field"
            name="kind"
            value={draft.kind}
            onChange={({ target }) => setDraft(withKind(draft, target.value as ChangeDraft['kind']))}
          >
            {Object.entries(changeKinds).map(([kind, label]) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {draft.kind !== 'FREE_TEXT' && (
          <>
            <TextRow
              name="subject"
              label={draft.kind.startsWith('DID') ? 'Which number' : 'Whose'}
              hint={draft.kind.startsWith('DID') ? 'Such as +1 555 0100' : 'Such as Ann Lee (ext. 204)'}
              value={draft.subject}
              maxLength={200}
              problem={missing.subject}
              onChange={(subject) => change({ subject })}
            />
            <ChangeFields draft={draft} onChange={(fields) => change({ fields })} />
          </>
        )}
        <NoteRow
          value={draft.note}
          isNeeded={draft.kind === 'FREE_TEXT'}
          problem={missing.note}
          onChange={(note) => change({ note })}
        />
        <div className={styles['pair']}>
          <TextRow
            name="minutes"
            label="Minutes"
            hint="Empty: the usual for this tenant. 0: no time entry."
            value={draft.minutes}
            maxLength={4}
            inputMode="numeric"
            problem={missing.minutes}
            onChange={(minutes) => change({ minutes })}
          />
          <StatusRow ticket={ticket} value={draft.statusId} onChange={(statusId) => change({ statusId })} />
        </div>
        <ProblemNotes problems={problemsOf(error)} onRetry={() => void send()} />
        {userErrors.length > 0 && (
          <ul className={styles['refused']} role="alert" aria-label="What has to be mended">
            {userErrors.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        )}
        <div className={styles['actions']}>
          <button type="submit" className="button button-primary" disabled={loading}>
            {loading ? 'Logging…' : 'Log the change'}
          </button>
          <button
            type="button"
            className="button button-quiet"
            disabled={loading}
            onClick={() => {
              setShowsMissing(false)
              setDraft(newDraft(draft.kind))
            }}
          >
            Clear
          </button>
          <span className="muted">Kept in this browser until it is logged.</span>
        </div>
      </form>
    </section>
  )
}

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

function TextRow({ name, label, hint, value, maxLength, inputMode, problem, onChange }: TextRowProps) {
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

function NoteRow({ value, isNeeded, problem, onChange }: NoteRowProps) {
  const problemId = useId()
  return (
    <label className={styles['row']}>
      <span>{isNeeded ? 'What was done' : 'More to say (optional)'}</span>
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
  readonly ticket: ChangeFormProps['ticket']
  readonly value: string
  readonly onChange: (statusId: string) => void
}

/** The statuses of the ticket's own board: any other would be refused. */
function StatusRow({ ticket, value, onChange }: StatusRowProps) {
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
        <option value="">The usual for this tenant</option>
        {statuses?.map(({ id, name, isClosed }) => (
          <option key={id} value={String(id)}>
            {`${nameOr(name, `no. ${id}`)}${isClosed ? ' (closes it)' : ''}${complete && data.status.id === id ? ' (as it is)' : ''}`}
          </option>
        ))}
      </select>
      <span className={styles['hint']}>
        {statuses === null ? 'The statuses cannot be read now.' : 'Unless the tenant has a usual one, it stays.'}
      </span>
    </label>
  )
}
