import { useQuery } from '@apollo/client/react'
import { useMemo, useState } from 'react'
import { useDocumentTitle } from '../page/use-document-title.ts'
import { nameOr } from '../format/names.ts'
import { problemsOf } from '../graphql/problems.ts'
import { navigate } from '../router/router.ts'
import { ChangeHistory } from './change-history.tsx'
import { ChangesPageDocument } from './changes-page.gen.ts'
import styles from './changes-page.module.css'
import { pageHref, readAddress } from './page-address.ts'
import { defaultState } from './page-state.ts'
import type { PageLocation } from '../page/page-location.ts'
import { Problems } from '../page/problems.tsx'
import { TicketSearch } from './ticket-search.tsx'
import { TicketWork } from './ticket-work.tsx'

const historyRows = 25

/** For voice operators: find the ticket, log the change, and see that it was delivered. */
export function ChangesPage({ rest, search }: PageLocation) {
  useDocumentTitle('Changes')
  const { state } = useMemo(() => readAddress({ rest, search }), [rest, search])
  const [after, setAfter] = useState<string | null>(null)
  const variables = {
    tenantId: state.tenantId ?? '',
    withTenant: state.tenantId !== null,
    first: historyRows,
    after,
  }
  const { data, previousData, error, loading, refetch } = useQuery(ChangesPageDocument, {
    variables,
    errorPolicy: 'all',
  })
  const shown = data ?? previousData
  const problems = useMemo(() => problemsOf(error), [error])
  const viewer = shown?.viewer
  const tenants = viewer?.tenants ?? []
  const tenant = shown?.tenant

  if (viewer && state.tenantId === null && tenants[0]) {
    return <GoTo href={pageHref({ ...state, tenantId: tenants[0].id })} />
  }
  return (
    <>
      <div className={styles['head']}>
        <div>
          <h1>Changes</h1>
          <p className="muted">Log what was changed on the ticket it belongs to: a note, the time, and its status.</p>
        </div>
        {tenants.length > 0 && (
          <label className={styles['tenant']}>
            <span>Tenant</span>
            <select
              className="field"
              value={state.tenantId ?? ''}
              onChange={({ target }) => {
                setAfter(null)
                navigate(pageHref({ ...defaultState, tenantId: target.value }))
              }}
            >
              {tenants.map(({ id, name }) => (
                <option key={id} value={id}>
                  {nameOr(name, id)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Problems problems={problems} onRetry={() => void refetch().catch(() => {})} />
      {!viewer && loading && <span className={`skeleton ${styles['bone']}`} aria-busy="true" />}
      {viewer && tenants.length === 0 && (
        <p className={`card ${styles['empty']}`}>
          There is no tenant you may work for. An administrator gives operators their tenants.
        </p>
      )}
      {viewer && state.tenantId !== null && !tenant && !loading && problems.length === 0 && (
        <p className={`card ${styles['empty']}`}>{`There is no tenant ${state.tenantId}.`}</p>
      )}
      {viewer && tenant && (
        <div className={styles['columns']} aria-busy={loading}>
          <div className={styles['find']}>
            {tenant.connectWise.enabled ? (
              <TicketSearch key={tenant.id} state={{ ...state, tenantId: tenant.id }} />
            ) : (
              <SwitchedOff name={tenant.name} />
            )}
          </div>
          <div className={styles['work']}>
            {state.ticketId === null ? (
              <section className="card" aria-labelledby="history">
                <h2 id="history" tabIndex={-1} className={styles['cardTitle']}>
                  <span>{`Logged for ${tenant.name}`}</span>{' '}
                  <span className="muted number">{tenant.connectWise.changes.totalCount}</span>
                </h2>
                <ChangeHistory
                  changes={tenant.connectWise.changes.nodes}
                  hrefOf={(ticketId) => pageHref({ ...state, tenantId: tenant.id, ticketId })}
                  onPending={() => void refetch().catch(() => {})}
                />
                <Pages pageInfo={tenant.connectWise.changes.pageInfo} after={after} onGo={setAfter} />
              </section>
            ) : (
              tenant.connectWise.enabled && (
                <TicketWork
                  key={`${tenant.id} ${state.ticketId}`}
                  draftKey={{ viewerId: viewer.id, tenantId: tenant.id, ticketId: state.ticketId }}
                  backHref={pageHref({ ...state, ticketId: null })}
                  onLogged={() => void refetch().catch(() => {})}
                />
              )
            )}
          </div>
        </div>
      )}
    </>
  )
}

function GoTo({ href }: { href: string }) {
  // In an effect: the URL is the state, and must not change during render.
  queueMicrotask(() => navigate(href, { replace: true }))
  return null
}

function SwitchedOff({ name }: { name: string }) {
  return (
    <section className={`card ${styles['empty']}`}>
      <h2>{`ConnectWise is switched off for ${name}`}</h2>
      <p className="muted">
        An administrator can switch it on. Earlier changes stay listed here, and pending ones are delivered after that.
      </p>
    </section>
  )
}

interface PagesProps {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly after: string | null
  readonly onGo: (after: string | null) => void
}

function Pages({ pageInfo, after, onGo }: PagesProps) {
  if (!pageInfo.hasNextPage && after === null) return null
  return (
    <nav className={styles['pages']} aria-label="Pages of the history">
      {after !== null && (
        <button type="button" className="button" onClick={() => onGo(null)}>
          Newest
        </button>
      )}
      {pageInfo.hasNextPage && (
        <button type="button" className="button" onClick={() => onGo(pageInfo.endCursor)}>
          Older
        </button>
      )}
    </nav>
  )
}
