import type { FragmentType } from '@apollo/client/masking'
import { useFragment, useMutation } from '@apollo/client/react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTimeZone } from '../settings/portal-config.tsx'
import { formatFullInstant, formatInstant } from '../format/dates.ts'
import { problemsOf } from '../graphql/problems.ts'
import { ChangeEntry_ChangeFragmentDoc, type ChangeEntry_ChangeFragment } from './change-entry.gen.ts'
import styles from './change-entry.module.css'
import { CancelChange } from './cancel-change.tsx'
import { ChangeSteps } from './change-steps.tsx'
import { RetryChangeDocument } from './changes-page.gen.ts'

interface ChangeEntryProps {
  readonly change: FragmentType<ChangeEntry_ChangeFragment>
  readonly hrefOf: ((ticketId: number) => string) | null
  /** Called when the entry becomes pending, and when it no longer is. */
  readonly onState: (id: string, isPending: boolean) => void
}

type Change = Omit<ChangeEntry_ChangeFragment, ' $fragmentName'>

/** One logged change and the progress of each of its steps. */
export function ChangeEntry({ change, hrefOf, onState }: ChangeEntryProps) {
  const { data, complete } = useFragment({ fragment: ChangeEntry_ChangeFragmentDoc, from: change })
  const id = complete ? data.id : null
  const isPending = complete && data.state === 'PENDING'
  const reportState = useEffectEvent(() => {
    if (id !== null) onState(id, isPending)
  })
  useEffect(() => reportState(), [id, isPending])
  return complete ? <Entry change={data} href={hrefOf?.(data.ticketId) ?? null} /> : null
}

const stateWords: Readonly<Record<Change['state'], string>> = {
  PENDING: 'Pending',
  DONE: 'Synced',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
}

function Entry({ change, href }: { change: Change; href: string | null }) {
  const timeZone = useTimeZone()
  const { id, ticketId, note, operator, state, createdAt, cancelRequestedAt, cancelledBy } = change
  const isCancelling = state === 'PENDING' && cancelRequestedAt !== null
  const [firstLine = ''] = note.split('\n')
  const head = useRef<HTMLDivElement>(null)
  // The pressed button has been removed by then.
  const focusHead = () => head.current?.focus({ preventScroll: true })
  return (
    <li className={styles['entry']}>
      <div ref={head} tabIndex={-1} className={styles['head']}>
        <span className={styles['state']} data-state={state} role={state === 'PENDING' ? 'status' : undefined}>
          {isCancelling ? 'Cancelling' : stateWords[state]}
        </span>
        {href && <a href={href}>{`#${ticketId}`}</a>}
        <span className="muted">
          <span>{`${operator},`}</span>{' '}
          <time dateTime={createdAt} title={formatFullInstant(createdAt, timeZone)}>
            {formatInstant(createdAt, timeZone)}
          </time>
        </span>
      </div>
      <details className={styles['note']}>
        <summary>{firstLine}</summary>
        <p className={styles['text']}>{note}</p>
        <p className="muted">{id}</p>
      </details>
      <ChangeSteps change={change} />
      {isCancelling && (
        <p className={styles['reason']}>
          Nothing more is sent. One step was already being sent: whether ConnectWise has it is checked as soon as
          ConnectWise can be reached.
        </p>
      )}
      {cancelRequestedAt !== null && state !== 'PENDING' && (
        <p className={styles['reason']}>
          {state === 'DONE'
            ? `${cancelledBy ?? 'An operator'} cancelled it too late: all of it was in ConnectWise.`
            : `Cancelled by ${cancelledBy ?? 'an operator'}. What is done stays in ConnectWise.`}
        </p>
      )}
      {state === 'FAILED' && <Retry id={id} onDone={focusHead} />}
      {state === 'PENDING' && !isCancelling && <CancelChange id={id} onDone={focusHead} />}
    </li>
  )
}

function Retry({ id, onDone }: { id: string; onDone: () => void }) {
  const [retry, { data, loading, error }] = useMutation(RetryChangeDocument, { variables: { changeId: id } })
  const words = data?.retryChange.userErrors[0]?.message ?? problemsOf(error)[0]?.title
  async function tryAgain(): Promise<void> {
    if (loading) return
    const answer = await retry().catch(() => undefined)
    if (answer?.data?.retryChange.change) onDone()
  }

  return (
    <div className={styles['actions']}>
      <button type="button" className="button" aria-disabled={loading} onClick={() => void tryAgain()}>
        {loading ? 'Trying…' : 'Try again'}
      </button>
      {words && <span role="alert">{words}</span>}
    </div>
  )
}
