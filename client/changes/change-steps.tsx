import type { ChangeEntry_ChangeFragment } from './change-entry.gen.ts'
import styles from './change-entry.module.css'

type Change = Pick<ChangeEntry_ChangeFragment, 'state' | 'steps' | 'minutes' | 'cancelRequestedAt'>

const stepNames: Readonly<Record<Change['steps'][number]['kind'], string>> = {
  NOTE: 'Note',
  TIME: 'Time',
  STATUS: 'Status',
}

const stepWords: Readonly<Record<Change['steps'][number]['state'], string>> = {
  PENDING: 'pending',
  DONE: 'done',
  FAILED: 'failed',
  SKIPPED: 'skipped',
}

/** The progress of each step of a change. */
export function ChangeSteps({ change }: { change: Change }) {
  // Steps after a failed one wait until it is retried: they are not pending.
  const wordsOf = ({ state, reason }: Change['steps'][number]) => {
    if (state === 'PENDING' && change.state === 'FAILED') return 'waiting'
    if (state === 'PENDING' && change.cancelRequestedAt !== null) return 'being checked'
    // A skipped step has no reason.
    return state === 'SKIPPED' && change.state === 'CANCELLED' && reason !== null ? 'not sent' : stepWords[state]
  }
  return (
    <ol className={styles['steps']} aria-label="Steps">
      {change.steps.map((step) => {
        const { kind, state, reason, attempts } = step
        return (
          <li key={kind} data-state={state === 'PENDING' && change.state === 'FAILED' ? 'SKIPPED' : state}>
            <span className={styles['mark']} aria-hidden="true" />
            <span>
              <span>
                {`${stepNames[kind]}${kind === 'TIME' && change.minutes > 0 ? ` ${change.minutes} min` : ''}: ${wordsOf(step)}`}
              </span>
              {attempts > 1 && <span className="muted">{` after ${attempts} tries`}</span>}
              {reason && <span className={styles['reason']}>{reason}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
