import type { FragmentType } from '@apollo/client/masking'
import { useFragment, useMutation } from '@apollo/client/react'
import { useEffect, useEffectEvent } from 'react'
import { useTimeZone } from '../app/portal-config.tsx'
import { formatFullInstant, formatInstant } from '../format/dates.ts'
import { problemsOf } from '../graphql/problems.ts'
import { ChangeEntry_ChangeFragmentDoc, type ChangeEntry_ChangeFragment } from './change-entry.gen.ts'
import styles from './change-entry.module.css'
import { RetryChangeDocument } from './changes-page.gen.ts'

interface ChangeEntryProps {
  readonly change: FragmentType<ChangeEntry_ChangeFragment>
  readonly hrefOf: ((ticketId: number) => string) | null
  /** Told whenever it becomes, or is no longer, something to wait for. */
  readonly onState: (id: string, isPending: boolean) => void
}

type Change = Omit<ChangeEntry_ChangeFragment, ' $fragmentName'>

/** One logged change and how far each of its steps is. */
export function ChangeEntry({ change, hrefOf, onState }: ChangeEntryProps) {
  const { data, complete } = useFragment({ fragment: ChangeEntry_ChangeFragmentDoc, from: change })
  const id = complete ? data.id : null
  const isPending = complete && data.state === 'PENDING'
  const tell = useEffectEvent(() => {
    if (id !== null) onState(id, isPending)
  })
  useEffect(() => tell(), [id, isPending])
  return complete ? <Entry change={data} href={hrefOf?.(data.ticketId) ?? null} /> : null
}

const stateWords: Readonly<Record<Change['state'], string>> = {
  PENDING: 'On its way',
  DONE: 'In ConnectWise',
  FAILED: 'Refused',
}

function Entry({ change, href }: { change: Change; href: string | null }) {
  const timeZone = useTimeZone()
  const { id, ticketId, note, operator, state, createdAt } = change
  const [firstLine = ''] = note.split('\n')
  return (
    <li className={styles['entry']}>
      <div className={styles['head']}>
        <span className={styles['state']} data-state={state} role={state === 'PENDING' ? 'status' : undefined}>
          {stateWords[state]}
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
      <Steps change={change} />
      {state === 'FAILED' && <Retry id={id} />}
    </li>
  )
}

const stepNames: Readonly<Record<Change['steps'][number]['kind'], string>> = {
  NOTE: 'Note',
  TIME: 'Time',
  STATUS: 'Status',
}

const stepWords: Readonly<Record<Change['steps'][number]['state'], string>> = {
  PENDING: 'on its way',
  DONE: 'done',
  FAILED: 'refused',
  SKIPPED: 'not needed',
}

function Steps({ change }: { change: Change }) {
  // What follows a refused step waits for it to be tried again: it is not on its way.
  const wordsOf = (state: Change['steps'][number]['state']) =>
    state === 'PENDING' && change.state === 'FAILED' ? 'not tried yet' : stepWords[state]
  return (
    <ol className={styles['steps']} aria-label="Steps">
      {change.steps.map(({ kind, state, reason, attempts }) => (
        <li key={kind} data-state={state === 'PENDING' && change.state === 'FAILED' ? 'SKIPPED' : state}>
          <span className={styles['mark']} aria-hidden="true" />
          <span>
            <span>
              {`${stepNames[kind]}${kind === 'TIME' && change.minutes > 0 ? ` ${change.minutes} min` : ''}: ${wordsOf(state)}`}
            </span>
            {attempts > 1 && <span className="muted">{` after ${attempts} tries`}</span>}
            {reason && <span className={styles['reason']}>{reason}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Retry({ id }: { id: string }) {
  const [retry, { data, loading, error }] = useMutation(RetryChangeDocument, { variables: { changeId: id } })
  const words = data?.retryChange.userErrors[0]?.message ?? problemsOf(error)[0]?.title
  return (
    <div className={styles['retry']}>
      <button type="button" className="button" disabled={loading} onClick={() => void retry().catch(() => {})}>
        {loading ? 'Trying…' : 'Try again'}
      </button>
      {words && <span role="alert">{words}</span>}
    </div>
  )
}
