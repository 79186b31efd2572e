import { useMemo } from 'react'
import { ListCard, ListEmpty } from '../design/list-card.tsx'
import { SkeletonRows } from '../design/skeletons.tsx'
import { formatCount } from '../format/numbers.ts'
import type { Problem } from '../graphql/problems.ts'
import type { PageLocation } from '../page/page-location.ts'
import { Page } from '../page/page.tsx'
import { Pager } from '../page/pager.tsx'
import { Problems } from '../page/problems.tsx'
import { usePageQuery } from '../page/use-page-query.ts'
import { useTimeZone } from '../settings/portal-config.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { AuditPageDocument } from './audit-page.gen.ts'
import styles from './audit-page.module.css'
import { AuditTable } from './audit-table.tsx'
import { pageHref, readAddress } from './page-address.ts'
import { defaultState, filterOf, type PageState } from './page-state.ts'
import { mostRecords, useDownload } from './use-download.ts'

/** Who read, changed or was refused what: a list to filter, to page through and to download. */
export function AuditPage({ search }: PageLocation) {
  const { state, notices } = useMemo(() => readAddress(search), [search])
  const filter = useMemo(() => filterOf(state), [state])
  const { data, load } = usePageQuery(AuditPageDocument, { filter, first: state.rows, after: state.after })
  const log = data?.auditLog ?? null
  // The log needs the role that the page needs; the names of tenants need less.
  const problems = load.problems.toSorted((one, other) => orderOf(one) - orderOf(other))
  const timeZone = useTimeZone()
  const download = useDownload(filter)
  return (
    <Page
      title="Audit log"
      subtitle="Who read, changed or was refused what"
      controls={
        <button type="button" className="button" aria-disabled={download.isRunning} onClick={download.start}>
          {download.isRunning ? 'Preparing…' : 'Download CSV'}
        </button>
      }
      notices={notices}
      load={{ ...load, problems }}
      hasContent={log !== null}
      clearedHref={pageHref(defaultState)}
      loadingLabel="Loading the audit log"
      skeleton={<SkeletonRows count={12} />}
    >
      {log && (
        <>
          <Problems problems={download.problems} onRetry={download.start} />
          <p role="status" className={download.isCut ? '' : 'visually-hidden'}>
            {download.isCut &&
              `The file has the newest ${formatCount(mostRecords)} records only: choose a shorter range for the rest.`}
          </p>
          <ListCard id="records" title="Records" totalCount={null}>
            <AuditFilters state={state} tenants={data?.tenants ?? []} actorName={null} />
            {log.nodes.length === 0 ? (
              <NoRecords state={state} />
            ) : (
              <div className={styles['records']}>
                <AuditTable state={state} records={log.nodes} timeZone={timeZone} />
              </div>
            )}
            <Pager
              position={state}
              hrefOf={(position) => pageHref({ ...state, ...position })}
              what="records"
              pageInfo={log.pageInfo}
              rows={log.nodes.length}
              totalCount={null}
            />
          </ListCard>
        </>
      )}
    </Page>
  )
}

function NoRecords({ state }: { state: PageState }) {
  const cleared = pageHref({ ...defaultState, range: state.range })
  const hasFilters = cleared !== pageHref({ ...state, rows: defaultState.rows, after: null, page: 1 })
  return (
    <ListEmpty title={hasFilters ? 'No records match' : 'There are no records'}>
      <p>{hasFilters ? 'No records of these days match these filters.' : 'Nothing was recorded on these days.'}</p>
      {hasFilters && (
        <a className="button" href={cleared}>
          Clear the filters
        </a>
      )}
    </ListEmpty>
  )
}

const orderOf = ({ field }: Problem) => (field === 'auditLog' ? 0 : 1)
