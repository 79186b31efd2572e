import { skipToken, useQuery } from '@apollo/client/react'
import { useMemo } from 'react'
import { usePortalConfig } from '../settings/portal-config.tsx'
import { useDocumentTitle } from '../page/use-document-title.ts'
import { Skeleton, SkeletonFigures, SkeletonRows, Stopped } from '../design/skeletons.tsx'
import { answerOf } from '../graphql/answer.ts'
import type { Problem } from '../graphql/problems.ts'
import { toRange } from '../page/days.ts'
import { refusalOf } from '../page/refusal.ts'
import { Notices } from '../page/notices.tsx'
import { oldestOf } from '../page/oldest.ts'
import { PageContent } from '../page/page-content.tsx'
import type { PageLocation } from '../page/page-location.ts'
import { PageHeader } from '../page/page-header.tsx'
import { NoAccess, Problems } from '../page/problems.tsx'
import { outdatedOf } from '../page/updating.tsx'
import { useRefetchExpired } from '../page/use-refetch-expired.ts'
import { useRefresh } from '../page/use-refresh.ts'
import { useStableVariables } from '../page/use-stable-variables.ts'
import { useStop } from '../page/use-stop.ts'
import { CrmFigures } from './crm-figures.tsx'
import { DealList } from './deal-list.tsx'
import { pageHref, readAddress } from './page-address.ts'
import { allDeals } from './page-state.ts'
import { PipelineBoard } from './pipeline-board.tsx'
import { RecentContacts } from './recent-contacts.tsx'
import { SalesActivity } from './sales-activity.tsx'
import { SalesPageDocument, type SalesPageQuery } from './sales-page.gen.ts'
import styles from './sales-page.module.css'
import { useSalesDeals } from './use-sales-deals.ts'

/** The feature flag that adds Autotask's sales activity to the page. */
const activityFeature = 'autotask_sales_activity'

/**
 * Contacts and deals of the CRM. The figures that need no deals are one operation, those computed from deals another:
 * the first is shown while the second waits for all deals to be read.
 */
export function SalesPage({ search }: PageLocation) {
  useDocumentTitle('Sales')
  const config = usePortalConfig()
  const { state, notices } = useMemo(() => readAddress(search), [search])
  const variables = useStableVariables({ activityRange: toRange(state.activity) })
  const { isStopped, stop, resume, context } = useStop(variables)
  const result = useQuery(SalesPageDocument, isStopped ? skipToken : { variables, context, errorPolicy: 'all' })
  const deals = useSalesDeals(state, isStopped ? null : context)
  const answer = answerOf<SalesPageQuery>(result)
  const { viewer, summary, recentContacts, salesActivity } = answer.data ?? {}
  const hasActivity = viewer?.features.includes(activityFeature) ?? false

  const refetch = () => Promise.all([result.refetch(), deals.refetch()])
  const refresh = useRefresh(hasActivity ? ['SALES', 'SERVICE_DESK'] : ['SALES'], refetch)
  useRefetchExpired(result, variables, {
    ages: [summary?.freshness, salesActivity?.freshness],
    hasHoles: !summary || !recentContacts || (hasActivity && !salesActivity),
  })

  const all = [...answer.problems, ...deals.problems]
  const problems = all.filter(({ field }) => field !== 'salesActivity')
  const problemOf = (field: string): Problem | undefined => all.find((problem) => problem.field === field)
  const refusal = refusalOf(all, Boolean(summary ?? recentContacts ?? deals.summary ?? deals.deals ?? salesActivity))
  const isConfigured = problems.every(({ code }) => code !== 'VENDOR_NOT_CONFIGURED')
  const isLoading = result.loading || deals.isLoading
  const retry = () => void refetch().catch(() => {})

  return (
    <>
      <PageHeader
        title="Sales"
        subtitle="Contacts, companies and deals of the CRM"
        freshness={oldestOf([summary?.freshness, deals.deals?.freshness])}
        refresh={refusal ? null : refresh}
        isLoading={isLoading}
      />
      <Notices notices={notices} />
      {refusal && <NoAccess problem={refusal} />}
      {problems.length > 0 && !refusal && (
        <Problems
          level="page"
          problems={problems}
          onRetry={retry}
          isRetrying={isLoading}
          isPartial={Boolean(summary ?? deals.summary ?? salesActivity)}
          clearedHref={pageHref({ ...state, ...allDeals })}
        />
      )}
      {!answer.data && isStopped && <Stopped onResume={resume} />}
      {!answer.data && !isStopped && !result.error && (
        <Skeleton label="Loading sales" onStop={stop}>
          <div className={styles['figures']}>
            <SkeletonFigures count={5} isLow />
          </div>
          <SkeletonRows count={6} />
          <SkeletonRows count={8} />
        </Skeleton>
      )}
      {answer.data && config && !refusal && (
        <PageContent isLoading={isLoading}>
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
                timeZone={config.timeZone}
              />
            </>
          )}
          <div className={styles['panels']} data-alone={!(isConfigured && hasActivity) || undefined}>
            {isConfigured && (
              <RecentContacts
                contacts={recentContacts ?? null}
                problem={problemOf('recentContacts')}
                timeZone={config.timeZone}
              />
            )}
            {hasActivity && (
              <SalesActivity
                state={state}
                outdated={outdatedOf(answer.isPrevious, result.loading)}
                activity={salesActivity ?? null}
                problem={problemOf('salesActivity')}
                onRetry={retry}
                timeZone={config.timeZone}
              />
            )}
          </div>
        </PageContent>
      )}
    </>
  )
}
