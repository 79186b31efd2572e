import { useLayoutEffect, useRef } from 'react'
import { PartMissing } from '../parts/part-missing.tsx'
import styles from './ticket-panel.module.css'

/** Shown over the page, in place of the ticket's panel, when its file could not be loaded. */
export function PanelMissing({ onRetry, onClose }: { onRetry: () => void; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element?.open) element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={styles['panel']}
      aria-label="Ticket"
      onClose={() => {
        if (dialog.current && !dialog.current.open) onClose()
      }}
    >
      <div className={styles['body']}>
        <PartMissing what="This ticket" heading="h2" onRetry={onRetry}>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </PartMissing>
      </div>
    </dialog>
  )
}
