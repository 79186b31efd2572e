import { useMemo } from 'react'
import { SkeletonFigures, SkeletonRows } from '../design/skeletons.tsx'
import type { Problem } from '../graphql/problems.ts'
import { toRange } from '../page/days.ts'
import { oldestOf } from '../page/oldest.ts'
import { Page } from '../page/page.tsx'
import type { PageLocation } from '../page/page-location.ts'
import { outdatedOf } from '../page/outdated.ts'
import { usePageQuery } from '../page/use-page-query.ts'
import { useRefetchExpired } from '../page/use-refetch-expired.ts'
import { useRefresh } from '../page/use-refresh.ts'
import { useTimeZone } from '../settings/portal-config.tsx'
import { CrmFigures } from './crm-figures.tsx'
import { DealList } from './deal-list.tsx'
import { pageHref, readAddress } from './page-address.ts'
import { allDeals } from './page-state.ts'
import { PipelineBoard } from './pipeline-board.tsx'
import { RecentContacts } from './recent-contacts.tsx'
import { SalesActivity } from './sales-activity.tsx'
import { SalesPageDocument } from './sales-page.gen.ts'
import styles from './sales-page.module.css'
import { useSalesDeals } from './use-sales-deals.ts'

/** The feature flag that adds Autotask's sales activity to the page. */
const activityFeature = 'autotask_sales_activity'

/**
 * Contacts and deals of the CRM. The figures that need no deals are one operation, those computed from deals another:
 * the first is shown while the second waits for all deals to be read.
 */
export function SalesPage({ search }: PageLocation) {
  const timeZone = useTimeZone()
  const { state, notices } = useMemo(() => readAddress(search), [search])
  const query = usePageQuery(SalesPageDocument, { activityRange: toRange(state.activity) })
  const deals = useSalesDeals(state, query.context)
  const { viewer, summary, recentContacts, salesActivity } = query.data ?? {}
  const hasActivity = viewer?.features.includes(activityFeature) ?? false

  const refetch = () => Promise.all([query.result.refetch(), deals.refetch()])
  const refresh = useRefresh(hasActivity ? ['SALES', 'SERVICE_DESK'] : ['SALES'], refetch)
  useRefetchExpired(query.result, query.variables, {
    ages: [summary?.freshness, salesActivity?.freshness],
    hasHoles: !summary || !recentContacts || (hasActivity && !salesActivity),
  })

  const all = [...query.load.problems, ...deals.problems]
  // The activity comes from another vendor, and shows its own problem.
  const problems = all.filter(({ field }) => field !== 'salesActivity')
  const problemOf = (field: string): Problem | undefined => all.find((problem) => problem.field === field)
  const isConfigured = problems.every(({ code }) => code !== 'VENDOR_NOT_CONFIGURED')
  const retry = () => void refetch().catch(() => {})

  return (
    <Page
      title="Sales"
      subtitle="Contacts, companies and deals of the CRM"
      freshness={oldestOf([summary?.freshness, deals.deals?.freshness])}
      refresh={refresh}
      notices={notices}
      // The two operations have previous data of their own: the parts that show them mark them.
      load={{ ...query.load, problems, isLoading: query.load.isLoading || deals.isLoading, outdated: null, retry }}
      hasContent={Boolean(summary ?? recentContacts ?? deals.summary ?? deals.deals ?? salesActivity)}
      clearedHref={pageHref({ ...state, ...allDeals })}
      loadingLabel="Loading sales"
      skeleton={
        <>
          <div className={styles['figures']}>
            <SkeletonFigures count={5} isLow />
          </div>
          <SkeletonRows count={6} />
          <SkeletonRows count={8} />
        </>
      }
    >
      {isConfigured && (
        <>
          <CrmFigures state={state} summary={summary} deals={deals.summary} />
          <PipelineBoard
            state={state}
            pipelines={deals.pipelines}
            isReading={deals.isReading}
            problem={problemOf('dealPipelines')}
          />
          <DealList
            state={state}
            outdated={outdatedOf(deals.isPrevious, deals.isLoading)}
            deals={deals.deals}
            pipelines={deals.pipelines ?? null}
            problem={problemOf('deals')}
            timeZone={timeZone}
          />
        </>
      )}
      <div className={styles['panels']} data-alone={!(isConfigured && hasActivity) || undefined}>
        {isConfigured && (
          <RecentContacts contacts={recentContacts ?? null} problem={problemOf('recentContacts')} timeZone={timeZone} />
        )}
        {hasActivity && (
          <SalesActivity
            state={state}
            outdated={query.load.outdated}
            activity={salesActivity ?? null}
            problem={problemOf('salesActivity')}
            onRetry={retry}
            timeZone={timeZone}
          />
        )}
      </div>
    </Page>
  )
}
