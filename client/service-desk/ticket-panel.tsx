import { skipToken, useQuery } from '@apollo/client/react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { CopyButton } from '../design/copy-button.tsx'
import { ChevronLeftIcon, ChevronRightIcon, CloseIcon } from '../design/icons.tsx'
import { type Problem, problemsOf } from '../graphql/problems.ts'
import { Problems } from '../page/problems.tsx'
import { TicketDetailDocument } from './ticket-detail.gen.ts'
import { TicketDetail } from './ticket-detail.tsx'
import styles from './ticket-panel.module.css'

interface TicketPanelProps {
  readonly id: string
  /** The page's own operation loads the ticket: no separate one is needed. */
  readonly cameWithPage: boolean
  /** …and it is still loading. */
  readonly isPageLoading: boolean
  readonly pageProblems: readonly Problem[]
  /** The tickets of the list behind, for the one before and the one after. */
  readonly siblings: readonly string[]
  readonly hrefOf: (id: string) => string
  readonly onClose: () => void
}

/**
 * One ticket, over the page. It has an address of its own; the browser's own dialog keeps the focus inside, closes on
 * Esc and gives the focus back to the row.
 */
export function TicketPanel(props: TicketPanelProps) {
  const { id, cameWithPage, isPageLoading, pageProblems, siblings, hrefOf, onClose } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const { data, dataState, error, loading, refetch } = useQuery(
    TicketDetailDocument,
    isPageLoading
      ? skipToken
      : { variables: { id }, errorPolicy: 'all', fetchPolicy: cameWithPage ? 'cache-first' : 'cache-and-network' },
  )
  const problems = error ? problemsOf(error) : pageProblems
  const ticket = dataState === 'complete' ? data.ticket : null
  const isWaiting = ticket === null && problems.length === 0 && (loading || isPageLoading)

  const shownId = useRef(id)
  useEffect(() => {
    shownId.current = id
  }, [id])

  useLayoutEffect(() => {
    const element = dialog.current
    if (!element?.open) element?.showModal()
    return () => {
      element?.close()
      // When opened by its URL, there was no row to return the focus to; now there may be.
      const { activeElement } = document
      if (activeElement !== document.body && !element?.contains(activeElement)) return
      const row = document.getElementById(`ticket-${shownId.current}`) ?? document.getElementById('tickets')
      row?.focus({ preventScroll: true })
    }
  }, [])

  return (
    <dialog
      ref={dialog}
      className={styles['panel']}
      aria-labelledby="ticket-title"
      onClose={() => {
        if (!dialog.current?.open) onClose()
      }}
      // Only the backdrop is the dialog itself: everything inside is in the sheet.
      onClick={({ target }) => {
        if (target === dialog.current) dialog.current.close()
      }}
    >
      <div className={styles['sheet']}>
        <div className={styles['bar']}>
          <SiblingLinks id={id} siblings={siblings} hrefOf={hrefOf} />
          <CopyButton text={window.location.href} label="Copy the link to this ticket" />
          <button
            type="button"
            className={styles['close']}
            aria-label="Close the ticket"
            title="Close (Esc)"
            onClick={() => dialog.current?.close()}
          >
            <CloseIcon size={16} />
          </button>
        </div>
        <div className={styles['body']} aria-busy={isWaiting} key={id}>
          {ticket && <TicketDetail ticket={ticket} />}
          {isWaiting && <PanelSkeleton />}
          {!ticket && !isWaiting && problems.length === 0 && <NoSuchTicket id={id} />}
          {!ticket && problems.length > 0 && (
            <h2 id="ticket-title" className="visually-hidden">
              {`Ticket ${id}`}
            </h2>
          )}
          <Problems problems={problems} onRetry={() => void refetch({ id }).catch(() => {})} />
        </div>
      </div>
    </dialog>
  )
}

interface SiblingLinksProps {
  readonly id: string
  readonly siblings: readonly string[]
  readonly hrefOf: (id: string) => string
}

function SiblingLinks({ id, siblings, hrefOf }: SiblingLinksProps) {
  const index = siblings.indexOf(id)
  if (index === -1) return <span className={styles['siblings']} />
  const before = siblings[index - 1]
  const after = siblings[index + 1]
  return (
    <nav className={styles['siblings']} aria-label="Tickets of the list">
      {before && (
        <a className="button" href={hrefOf(before)}>
          <ChevronLeftIcon /> Previous
        </a>
      )}
      {after && (
        <a className="button" href={hrefOf(after)}>
          Next <ChevronRightIcon />
        </a>
      )}
      <span className="muted number">{`${index + 1} of ${siblings.length} on this page`}</span>
    </nav>
  )
}

function NoSuchTicket({ id }: { id: string }) {
  return (
    <div className={styles['none']}>
      <h2 id="ticket-title">There is no such ticket</h2>
      <p className="muted">
        {`The ROC board has no ticket ${id}. It may have been moved to another queue or removed.`}
      </p>
    </div>
  )
}

function PanelSkeleton() {
  return (
    <>
      <h2 id="ticket-title" className="visually-hidden">
        Loading the ticket
      </h2>
      {['60%', '90%', '40%', '100%', '85%', '80%', '95%'].map((width) => (
        <span key={width} className={`skeleton ${styles['bone']}`} style={{ width }} aria-hidden="true" />
      ))}
    </>
  )
}
