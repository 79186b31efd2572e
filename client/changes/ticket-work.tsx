import type { Reference } from '@apollo/client'
import { useApolloClient, useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { ChevronLeftIcon } from '../design/icons.tsx'
import { problemsOf } from '../graphql/problems.ts'
import { ChangeForm } from './change-form.tsx'
import { ChangeOutcome } from './change-outcome.tsx'
import { ChangeHistory } from './change-history.tsx'
import { ChangeTicketDocument } from './change-ticket.gen.ts'
import styles from './ticket-work.module.css'
import type { DraftKey } from './draft-store.ts'
import { Problems } from '../page/problems.tsx'
import { TicketCard } from './ticket-card.tsx'

interface TicketWorkProps {
  readonly draftKey: DraftKey
  readonly backHref: string
  /** Called when the list of all changes has a new entry. */
  readonly onLogged: () => void
}

/** One ticket: its details, the form, and the changes logged on it. */
export function TicketWork({ draftKey, backHref, onLogged }: TicketWorkProps) {
  const { tenantId, ticketId } = draftKey
  const { data, error, loading, refetch } = useQuery(ChangeTicketDocument, {
    variables: { tenantId, ticketId },
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  })
  // Reset the form after each accepted change, and show the outcome next to the button.
  const [logged, setLogged] = useState<{ changeId: string; isFromElsewhere: boolean } | null>(null)
  const problems = problemsOf(error)
  const again = () => void refetch().catch(() => {})
  const read = data?.tenant?.connectWise?.ticket ?? null
  // A ticket that temporarily cannot be read during polling stays, with the form and its input.
  const [last, setLast] = useState(read)
  if (read && read !== last) setLast(read)
  const ticket = read ?? (loading || problems.length > 0 ? last : null)

  const { cache } = useApolloClient()
  // At once, so that it can be cancelled before ConnectWise has answered for the ticket.
  function addToHistory(ticketCacheId: string | undefined, changeId: string): void {
    const change = cache.identify({ __typename: 'Change', id: changeId })
    if (ticketCacheId === undefined || change === undefined) return
    cache.modify<{ changes: readonly Reference[] }>({
      id: ticketCacheId,
      fields: {
        changes: (known) => [{ __ref: change }, ...known.filter(({ __ref }) => __ref !== change)],
      },
    })
  }

  return (
    <>
      <a className={styles['back']} href={backHref}>
        <ChevronLeftIcon /> All changes
      </a>
      <Problems problems={problems} onRetry={again} />
      {!ticket && loading && <span className={`skeleton ${styles['bone']}`} aria-busy="true" />}
      {!ticket && !loading && problems.length === 0 && (
        <section className={`card ${styles['none']}`}>
          <h2>{`There is no ticket ${ticketId}`}</h2>
          <p className="muted">It may have been removed, or the API member of this tenant may not see its board.</p>
        </section>
      )}
      {ticket && (
        <>
          <TicketCard ticket={ticket} />
          <ChangeForm
            key={logged?.changeId ?? 'first'}
            draftKey={draftKey}
            ticket={ticket}
            outcome={logged && <ChangeOutcome {...logged} />}
            onTaken={(changeId, isFromElsewhere) => {
              setLogged({ changeId, isFromElsewhere })
              if (!isFromElsewhere) addToHistory(cache.identify(ticket), changeId)
              again()
              onLogged()
            }}
          />
          <section className="card" aria-labelledby="ticket-history">
            <h2 id="ticket-history" className={styles['cardTitle']}>
              Logged on this ticket
            </h2>
            <ChangeHistory changes={ticket.changes} hrefOf={null} onPending={again} />
          </section>
        </>
      )}
    </>
  )
}
