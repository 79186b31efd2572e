import type { FragmentType } from '@apollo/client/masking'
import { useMutation } from '@apollo/client/react'
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { problemsOf } from '../graphql/problems.ts'
import {
  asAnotherChange,
  type ChangeDraft,
  changeKinds,
  newDraft,
  problemsOfDraft,
  toInput,
  withKind,
} from './change-draft.ts'
import { ChangeFields } from './change-fields.tsx'
import { NoteRow, StatusRow, TextRow } from './change-form-rows.tsx'
import styles from './change-form.module.css'
import { LogChangeDocument, type ChangeForm_TicketFragment } from './change-ticket.gen.ts'
import { dropDraft, saveDraft, readDraft, type DraftKey } from './draft-store.ts'
import { LoggedBefore } from './logged-before.tsx'
import { listenToOtherTabs, notifyOtherTabs, type SentDraft } from './sent-elsewhere.ts'
import { Problems } from '../page/problems.tsx'

interface ChangeFormProps {
  readonly draftKey: DraftKey
  readonly ticket: FragmentType<ChangeForm_TicketFragment>
  /** The outcome of the previous change, shown where it was logged. */
  readonly outcome: ReactNode
  /** The gateway has accepted the change and delivers it exactly once. */
  readonly onTaken: (changeId: string, isFromElsewhere: boolean) => void
}

/**
 * How long the mutation waits for delivery, in seconds, so that most changes are delivered in the first answer. The
 * change is stored before ConnectWise has it.
 */
const waitSeconds = 2

/**
 * What was changed, the time worked, and the ticket's new status. The draft is kept in this browser until the gateway
 * accepts it, together with its idempotency key, so sending twice is safe. Only the button and Ctrl+Enter submit: Enter
 * in a field is too easily pressed by accident.
 */
export function ChangeForm({ draftKey, ticket, outcome, onTaken }: ChangeFormProps) {
  const [draft, setDraft] = useState(() => readDraft(draftKey))
  const [showsMissing, setShowsMissing] = useState(false)
  const [isSentElsewhere, setSentElsewhere] = useState(false)
  const [logChange, { data, loading, error, reset }] = useMutation(LogChangeDocument, { errorPolicy: 'all' })
  const form = useRef<HTMLFormElement>(null)
  const logButton = useRef<HTMLButtonElement>(null)
  const missing = showsMissing ? problemsOfDraft(draft) : {}
  const before = data?.logChange.loggedBefore ?? null
  // A used key is reported by LoggedBefore, not as a problem.
  const userErrors = (data?.logChange.userErrors ?? []).filter(
    ({ field }) => !before || field?.[0] !== 'idempotencyKey',
  )

  const { viewerId, tenantId, ticketId } = draftKey
  useEffect(() => saveDraft({ viewerId, tenantId, ticketId }, draft), [viewerId, tenantId, ticketId, draft])

  const onSentElsewhere = useEffectEvent(({ idempotencyKey, changeId, content }: SentDraft) => {
    if (idempotencyKey !== draft.idempotencyKey) return
    if (content === contentOf(draft)) return onTaken(changeId, true)
    setSentElsewhere(true)
    setDraft(asAnotherChange(draft))
  })
  useEffect(() => listenToOtherTabs((sent) => onSentElsewhere(sent)), [])

  const change = (part: Partial<ChangeDraft>) => setDraft((current) => ({ ...current, ...part }))
  const contentOf = (written: ChangeDraft) => JSON.stringify(toInput(written, draftKey))

  async function send(written: ChangeDraft): Promise<void> {
    const input = { ...toInput(written, draftKey), waitSeconds }
    const answer = await logChange({ variables: { input } }).catch(() => undefined)
    const taken = answer?.data?.logChange.change
    if (!taken) return
    dropDraft(draftKey)
    notifyOtherTabs({ idempotencyKey: written.idempotencyKey, changeId: taken.id, content: contentOf(written) })
    onTaken(taken.id, false)
  }

  function submit(written = draft): void {
    if (loading) return
    setShowsMissing(true)
    const [first] = Object.keys(problemsOfDraft(written))
    if (first === undefined) void send(written)
    else form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }

  function startAnew(): void {
    reset()
    setShowsMissing(false)
    setSentElsewhere(false)
    setDraft(newDraft(draft.kind))
  }

  function logAnother(): void {
    const another = asAnotherChange(draft)
    setDraft(another)
    submitFromNote(another)
  }

  /** The button that was pressed goes away with its note: the Tab key goes on from the one that stays. */
  function submitFromNote(written = draft): void {
    logButton.current?.focus()
    submit(written)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }

  return (
    <section className={`card ${styles['card']}`} aria-labelledby="log-change">
      <h2 id="log-change">Log a change</h2>
      <form
        ref={form}
        className={styles['form']}
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={onKeyDown}
        noValidate
      >
        <label className={styles['row']}>
          <span>Change type</span>
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
              label={draft.kind.startsWith('DID') ? 'DID number' : 'User or extension'}
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
            hint="Leave blank for the tenant default. 0 = no time entry."
            value={draft.minutes}
            maxLength={4}
            inputMode="numeric"
            problem={missing.minutes}
            onChange={(minutes) => change({ minutes })}
          />
          <StatusRow ticket={ticket} value={draft.statusId} onChange={(statusId) => change({ statusId })} />
        </div>
        <Problems problems={problemsOf(error)} onRetry={() => submitFromNote()} />
        {before && <LoggedBefore change={before} isBusy={loading} onLogAnother={logAnother} onDiscard={startAnew} />}
        {isSentElsewhere && (
          <p role="status" className={styles['elsewhere']}>
            This draft was logged from another tab with other words. What stands here is another change, and not logged
            yet.
          </p>
        )}
        {userErrors.length > 0 && (
          <ul className={styles['refused']} role="alert" aria-label="Please fix">
            {userErrors.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        )}
        <div className={styles['actions']}>
          {/* No submit button: Enter in a field would press it. Disabled it would lose the focus. */}
          <button
            ref={logButton}
            type="button"
            className="button button-primary"
            aria-disabled={loading}
            onClick={() => submit()}
          >
            {loading ? 'Logging…' : 'Log the change'}
          </button>
          <button type="button" className="button button-quiet" disabled={loading} onClick={startAnew}>
            Clear
          </button>
          <span className="muted">
            Ctrl+Enter also logs it. Draft saved on this device until then, or until you sign out.
          </span>
        </div>
      </form>
      {outcome}
    </section>
  )
}
