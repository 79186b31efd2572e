import { useFragment, useQuery } from '@apollo/client/react'
import { useEffect, useRef } from 'react'
import { isSessionOver } from '../graphql/session.ts'
import { ChangeEntry_ChangeFragmentDoc, type ChangeEntry_ChangeFragment } from './change-entry.gen.ts'
import styles from './change-form.module.css'
import { ChangeSteps } from './change-steps.tsx'
import { ChangeProgressDocument } from './changes-page.gen.ts'

interface ChangeOutcomeProps {
  readonly changeId: string
  /** Whether another tab of this browser logged it. */
  readonly isFromElsewhere: boolean
}

type State = ChangeEntry_ChangeFragment['state']

/** The polling interval, in milliseconds. */
const pollMs = 1_000

const words: Readonly<Record<State, { title: string; text: string }>> = {
  PENDING: { title: 'Saved, being delivered', text: 'ConnectWise gets the change as soon as it is available.' },
  DONE: { title: 'Synced to ConnectWise', text: 'Everything is on the ticket.' },
  FAILED: { title: 'ConnectWise rejected it', text: 'The reason is below. Fix it, then try again in the list.' },
  CANCELLED: { title: 'Cancelled', text: 'What is done stays in ConnectWise.' },
}

/** The outcome of the change that was just logged, shown next to the form and kept up to date. */
export function ChangeOutcome({ changeId, isFromElsewhere }: ChangeOutcomeProps) {
  const { data, complete } = useFragment({
    fragment: ChangeEntry_ChangeFragmentDoc,
    from: { __typename: 'Change', id: changeId },
  })
  const state: State = complete ? data.state : 'PENDING'
  useQuery(ChangeProgressDocument, {
    variables: { id: changeId },
    skip: state !== 'PENDING',
    pollInterval: pollMs,
    skipPollAttempt: isSessionOver,
    fetchPolicy: 'network-only',
  })
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A change logged in another tab must not move the focus.
    if (isFromElsewhere) return
    panel.current?.focus({ preventScroll: true })
    panel.current?.scrollIntoView({ block: 'center', behavior: 'instant' })
  }, [changeId, isFromElsewhere])

  return (
    <div
      ref={panel}
      tabIndex={-1}
      role="group"
      aria-label="What was logged"
      className={styles['outcome']}
      data-state={state}
    >
      <div role="status">
        <p className={styles['outcomeTitle']}>{words[state].title}</p>
        <p>{`${isFromElsewhere ? 'This draft was logged from another tab. ' : ''}${words[state].text}`}</p>
      </div>
      {complete && <ChangeSteps change={data} />}
    </div>
  )
}
