import { useEffect, useRef, useSyncExternalStore } from 'react'
import { session, signInAddress } from '../graphql/session.ts'
import styles from './session-dialog.module.css'

/**
 * Shown when the session ends while a page is open. The page stays, and its URL holds all the state needed to return.
 */
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
      // After "stay", the next action that the gateway refuses opens the dialog again.
      onClose={() => session.readOn()}
    >
      <h2 id="session-title">Your session has ended</h2>
      <p>Sign in again to continue. You return to this page: its filters and your input are kept.</p>
      <form method="dialog" className={styles['actions']}>
        <button type="submit" className="button">
          Stay on this page
        </button>
        <button type="button" className="button button-primary" onClick={() => window.location.assign(signInAddress())}>
          Sign in again
        </button>
      </form>
    </dialog>
  )
}
