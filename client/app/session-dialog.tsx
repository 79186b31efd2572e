import { useEffect, useRef, useSyncExternalStore } from 'react'
import { session, signInAddress } from '../graphql/session.ts'
import styles from './session-dialog.module.css'

/** The session ended in the middle of work: the page stays, and its address says everything needed to come back to it. */
export function SessionDialog() {
  const isExpired = useSyncExternalStore(session.subscribe, session.get) === 'expired'
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isExpired && !dialog.current?.open) dialog.current?.showModal()
  }, [isExpired])
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      aria-labelledby="session-title"
      // Whoever stays is asked again by the next question of theirs that the gateway refuses.
      onClose={() => session.readOn()}
    >
      <h2 id="session-title">Your session has ended</h2>
      <p>Sign in again to go on. You come back to this very page: its filters and what you have typed are kept.</p>
      <form method="dialog" className={styles['actions']}>
        <button type="submit" className="button">
          Stay and read
        </button>
        <button type="button" className="button button-primary" onClick={() => window.location.assign(signInAddress())}>
          Sign in again
        </button>
      </form>
    </dialog>
  )
}
