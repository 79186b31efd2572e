import { useMutation } from '@apollo/client/react'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { problemsOf } from '../graphql/problems.ts'
import styles from './change-entry.module.css'
import { CancelChangeDocument } from './changes-page.gen.ts'

/** Cancels a pending change, after a confirmation. */
export function CancelChange({ id, onDone }: { id: string; onDone: () => void }) {
  const container = useRef<HTMLDivElement>(null)
  const onRemoved = useEffectEvent(onDone)
  // It goes away when the change has arrived meanwhile, with the button that has the focus.
  useLayoutEffect(() => {
    const element = container.current
    return () => {
      if (element?.contains(document.activeElement)) onRemoved()
    }
  }, [])
  return (
    <div ref={container}>
      <Question id={id} onDone={onDone} />
    </div>
  )
}

function Question({ id, onDone }: { id: string; onDone: () => void }) {
  const [isAsking, setAsking] = useState(false)
  const [cancel, { data, loading, error }] = useMutation(CancelChangeDocument, { variables: { changeId: id } })
  const opener = useRef<HTMLButtonElement>(null)
  const dismissButton = useRef<HTMLButtonElement>(null)
  const wasAsking = useRef(false)
  const words = data?.cancelChange.userErrors[0]?.message ?? problemsOf(error)[0]?.title

  // Move the focus to the confirmation, and back to the button once it is answered.
  useEffect(() => {
    if (isAsking) dismissButton.current?.focus()
    else if (wasAsking.current) opener.current?.focus()
    wasAsking.current = isAsking
  }, [isAsking])

  async function takeBack(): Promise<void> {
    const answer = await cancel().catch(() => undefined)
    setAsking(false)
    if (answer?.data?.cancelChange.change) onDone()
  }

  if (!isAsking) {
    return (
      <div className={styles['actions']}>
        <button ref={opener} type="button" className="button button-quiet" onClick={() => setAsking(true)}>
          Cancel
        </button>
        {words && <span role="alert">{words}</span>}
      </div>
    )
  }
  return (
    <div
      className={styles['question']}
      role="group"
      aria-label="Cancel this change?"
      onKeyDown={({ key }) => {
        if (key === 'Escape') setAsking(false)
      }}
    >
      <p>
        <strong>Cancel this change?</strong> What is in ConnectWise already stays there. Nothing more is sent.
      </p>
      <div className={styles['actions']}>
        <button
          type="button"
          className={`button ${styles['danger']}`}
          disabled={loading}
          onClick={() => void takeBack()}
        >
          {loading ? 'Cancelling…' : 'Cancel the change'}
        </button>
        <button
          ref={dismissButton}
          type="button"
          className="button"
          disabled={loading}
          onClick={() => setAsking(false)}
        >
          Keep it
        </button>
      </div>
    </div>
  )
}
