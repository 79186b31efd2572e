import { useMemo, useState } from 'react'
import { Control } from '../design/control.tsx'
import { SkeletonRows } from '../design/skeletons.tsx'
import { nameOr } from '../format/names.ts'
import { Page } from '../page/page.tsx'
import type { PageLocation } from '../page/page-location.ts'
import { usePageQuery } from '../page/use-page-query.ts'
import { navigate } from '../router/router.ts'
import { ChangeHistory } from './change-history.tsx'
import { ChangesPageDocument, type ChangesPageQuery } from './changes-page.gen.ts'
import styles from './changes-page.module.css'
import { pageHref, readAddress } from './page-address.ts'
import { defaultState, type PageState } from './page-state.ts'
import { TicketSearch } from './ticket-search.tsx'
import { TicketWork } from './ticket-work.tsx'

const historyRows = 25

/** For voice operators: find the ticket, log the change, and see that it was delivered. */
export function ChangesPage({ rest, search }: PageLocation) {
  const { state, notices } = useMemo(() => readAddress({ rest, search }), [rest, search])
  // A position belongs to the list of one tenant.
  const [position, setPosition] = useState<{ tenantId: string; after: string } | null>(null)
  const after = position !== null && position.tenantId === state.tenantId ? position.after : null
  const { data, load } = usePageQuery(ChangesPageDocument, {
    tenantId: state.tenantId ?? '',
    withTenant: state.tenantId !== null,
    first: historyRows,
    after,
  })
  const { viewer, tenant: answered } = data ?? {}
  // While another tenant is loading, the answer is still the previous one's: its tickets are not those of the address.
  const isPrevious = answered !== null && answered !== undefined && answered.id !== state.tenantId
  const tenant = isPrevious ? null : answered
  const tenants = viewer?.tenants ?? []

  if (viewer && state.tenantId === null && tenants[0]) {
    return <GoTo href={pageHref({ ...state, tenantId: tenants[0].id })} />
  }
  function openTenant(tenantId: string): void {
    setPosition(null)
    navigate(pageHref({ ...defaultState, tenantId }))
  }
  return (
    <Page
      title="Changes"
      subtitle="Log what was changed on the ticket it belongs to: a note, the time, and its status."
      controls={
        tenants.length > 0 && <TenantSelect tenants={tenants} chosen={state.tenantId ?? ''} onChoose={openTenant} />
      }
      notices={notices}
      load={load}
      // Pending changes are polled: only what is not there yet is shown as loading.
      isQuiet={load.hasAnswer && load.outdated === null}
      hasContent={tenants.length > 0}
      loadingLabel="Loading the changes"
      skeleton={<ColumnsAreComing />}
    >
      {viewer && tenants.length === 0 && (
        <p className={`card ${styles['empty']}`}>
          There is no tenant you may work for. An administrator gives operators their tenants.
        </p>
      )}
      {isPrevious && load.isLoading && <ColumnsAreComing />}
      {viewer && state.tenantId !== null && !answered && !load.isLoading && !load.hasFailed && (
        <p className={`card ${styles['empty']}`}>{`There is no tenant ${state.tenantId}.`}</p>
      )}
      {viewer && tenant && (
        <div className={styles['columns']}>
          <div className={styles['find']}>
            {tenant.connectWise.enabled ? (
              <TicketSearch key={tenant.id} state={{ ...state, tenantId: tenant.id }} />
            ) : (
              <SwitchedOff name={tenant.name} />
            )}
          </div>
          <div className={styles['work']}>
            {state.ticketId === null ? (
              <History
                tenant={tenant}
                state={state}
                after={after}
                onPage={(next) => setPosition(next === null ? null : { tenantId: tenant.id, after: next })}
                onPending={load.retry}
              />
            ) : (
              tenant.connectWise.enabled && (
                <TicketWork
                  key={`${tenant.id} ${state.ticketId}`}
                  draftKey={{ viewerId: viewer.id, tenantId: tenant.id, ticketId: state.ticketId }}
                  backHref={pageHref({ ...state, ticketId: null })}
                  onLogged={load.retry}
                />
              )
            )}
          </div>
        </div>
      )}
    </Page>
  )
}

const ColumnsAreComing = () => (
  <div className={styles['columns']}>
    <SkeletonRows count={3} />
    <SkeletonRows count={8} />
  </div>
)

interface TenantSelectProps {
  readonly tenants: readonly { readonly id: string; readonly name: string }[]
  readonly chosen: string
  readonly onChoose: (tenantId: string) => void
}

const TenantSelect = ({ tenants, chosen, onChoose }: TenantSelectProps) => (
  <div className={styles['tenant']}>
    <Control name="Tenant">
      <select className="field" value={chosen} onChange={({ target }) => onChoose(target.value)}>
        {tenants.map(({ id, name }) => (
          <option key={id} value={id}>
            {nameOr(name, id)}
          </option>
        ))}
      </select>
    </Control>
  </div>
)

interface HistoryProps {
  readonly tenant: NonNullable<ChangesPageQuery['tenant']>
  readonly state: PageState
  readonly after: string | null
  readonly onPage: (after: string | null) => void
  readonly onPending: () => void
}

/** The changes of all tickets of the tenant. */
function History({ tenant, state, after, onPage, onPending }: HistoryProps) {
  const { changes } = tenant.connectWise
  return (
    <section className="card" aria-labelledby="history">
      <h2 id="history" tabIndex={-1} className={styles['cardTitle']}>
        <span>{`Logged for ${tenant.name}`}</span> <span className="muted number">{changes.totalCount}</span>
      </h2>
      <ChangeHistory
        changes={changes.nodes}
        hrefOf={(ticketId) => pageHref({ ...state, tenantId: tenant.id, ticketId })}
        onPending={onPending}
      />
      <Pages pageInfo={changes.pageInfo} after={after} onGo={onPage} />
    </section>
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
