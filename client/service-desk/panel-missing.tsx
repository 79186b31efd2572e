import { useLayoutEffect, useRef } from 'react'
import { PartMissing } from '../parts/part-missing.tsx'
import styles from './ticket-panel.module.css'

/** The file of the ticket's panel could not be had: said where the panel would be, over the page. */
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
