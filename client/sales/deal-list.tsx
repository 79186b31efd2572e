import { ListCard, ListEmpty, ListTabs, OrderSelect } from '../design/list-card.tsx'
import { Missing } from '../page/problems.tsx'
import { SkeletonLines } from '../design/skeletons.tsx'
import type { Problem } from '../graphql/problems.ts'
import type { DealState } from '../graphql/types.gen.ts'
import { withFirstPage } from '../page/address.ts'
import { Pager } from '../page/pager.tsx'
import { SearchField } from '../page/search-field.tsx'
import type { Outdated } from '../page/outdated.ts'
import { Updating } from '../page/updating.tsx'
import { navigate } from '../router/router.ts'
import { DealFilters } from './deal-filters.tsx'
import { DealTable } from './deal-table.tsx'
import { pageHref } from './page-address.ts'
import { allDeals, dealStates, orderFields, type PageState } from './page-state.ts'
import styles from './sales-page.module.css'
import type { Deals, Pipeline } from './use-sales-deals.ts'

interface DealListProps {
  readonly state: PageState
  /** Undefined while loading, null when they could not be loaded. */
  readonly deals: Deals | null | undefined
  readonly pipelines: readonly Pipeline[] | null
  readonly problem: Problem | undefined
  readonly outdated: Outdated
  readonly timeZone: string
}

/** The list of deals behind the figures, filtered, sorted and paged. */
export function DealList({ state, deals, pipelines, problem, outdated, timeZone }: DealListProps) {
  const firstPage = { ...state, ...withFirstPage }
  return (
    <ListCard
      id="deals"
      title="Deals"
      totalCount={deals?.totalCount ?? null}
      search={
        <SearchField
          label="Search these deals by name"
          placeholder="Name"
          value={state.search}
          onChange={(search) => navigate(pageHref({ ...firstPage, search }), { replace: true })}
        />
      }
      tools={
        <>
          <StateTabs state={state} />
          <OrderSelect
            fields={orderFields}
            sort={state.sort}
            onChange={(sort) => navigate(pageHref({ ...firstPage, sort }))}
          />
        </>
      }
    >
      <div className={styles['filters']}>
        <DealFilters state={state} pipelines={pipelines} />
      </div>
      <Updating outdated={outdated}>
        {deals === undefined && <SkeletonLines count={8} />}
        {deals === null && <Missing problem={problem} />}
        {deals && deals.nodes.length === 0 && <NoDeals state={state} />}
        {deals && deals.nodes.length > 0 && <DealTable state={state} deals={deals.nodes} timeZone={timeZone} />}
        {deals && (
          <Pager
            position={state}
            hrefOf={(other) => pageHref({ ...state, ...other }, { fragment: 'deals' })}
            what="deals"
            pageInfo={deals.pageInfo}
            rows={deals.nodes.length}
            totalCount={deals.totalCount}
          />
        )}
      </Updating>
    </ListCard>
  )
}

function StateTabs({ state }: { state: PageState }) {
  const tabs: readonly (readonly [DealState | null, string])[] = [
    [null, 'All deals'],
    ['OPEN', dealStates.OPEN],
    ['WON', dealStates.WON],
    ['LOST', dealStates.LOST],
    ['CLOSED_OTHER', dealStates.CLOSED_OTHER],
  ]
  return (
    <ListTabs
      label="Which deals"
      tabs={tabs.map(([key, label]) => ({
        key: key ?? 'all',
        label,
        href: pageHref({ ...state, ...withFirstPage, state: key }),
        isCurrent: state.state === key,
      }))}
    />
  )
}

function NoDeals({ state }: { state: PageState }) {
  const cleared = pageHref({ ...state, ...allDeals })
  const hasFilters = cleared !== pageHref({ ...state, ...withFirstPage })
  return (
    <ListEmpty title={hasFilters ? 'No deals match' : 'There are no deals'}>
      <p>{hasFilters ? 'No deals match these filters.' : 'The CRM has none yet.'}</p>
      {hasFilters && (
        <a className="button" href={cleared}>
          Clear the filters
        </a>
      )}
    </ListEmpty>
  )
}
