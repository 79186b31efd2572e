import { skipToken, useQuery } from '@apollo/client/react'
import { useMemo } from 'react'
import { useDocumentTitle } from '../page/use-document-title.ts'
import { Skeleton, SkeletonFigures, SkeletonRows, Stopped } from '../design/skeletons.tsx'
import { answerOf } from '../graphql/answer.ts'
import { toRange } from '../page/days.ts'
import { refusalOf } from '../page/refusal.ts'
import { Notices } from '../page/notices.tsx'
import { PageContent } from '../page/page-content.tsx'
import type { PageLocation } from '../page/page-location.ts'
import { describeRange, PageHeader } from '../page/page-header.tsx'
import { NoAccess, Problems } from '../page/problems.tsx'
import { RangePicker } from '../page/range-picker.tsx'
import { outdatedOf } from '../page/updating.tsx'
import { useRefetchExpired } from '../page/use-refetch-expired.ts'
import { useRefresh } from '../page/use-refresh.ts'
import { useStableVariables } from '../page/use-stable-variables.ts'
import { useStop } from '../page/use-stop.ts'
import { navigate } from '../router/router.ts'
import { FormTable } from './form-table.tsx'
import { pageHref, readAddress } from './page-address.ts'
import { defaultState } from './page-state.ts'
import { WebsiteFigures } from './website-figures.tsx'
import { WebsitePageDocument, type WebsitePageQuery } from './website-page.gen.ts'

/** The results of the website and its forms, in one operation. */
export function WebsitePage({ search }: PageLocation) {
  useDocumentTitle('Website')
  const { state, notices } = useMemo(() => readAddress(search), [search])
  // Sorting the forms does not change the operation.
  const variables = useStableVariables({ range: toRange(state.range) })
  const { isStopped, stop, resume, context } = useStop(variables)
  const result = useQuery(WebsitePageDocument, isStopped ? skipToken : { variables, context, errorPolicy: 'all' })
  const { error, loading, refetch } = result
  const { data, isPrevious, problems } = answerOf<WebsitePageQuery>(result)
  const { websiteAnalytics: analytics, formStats } = data ?? {}
  const refresh = useRefresh(['WEBSITE'], refetch)
  useRefetchExpired(result, variables, { ages: [analytics?.freshness], hasHoles: !analytics || !formStats })

  const refusal = refusalOf(problems, Boolean(analytics ?? formStats))
  const isConfigured = problems.every(({ code }) => code !== 'VENDOR_NOT_CONFIGURED')
  return (
    <>
      <PageHeader
        title="Website"
        subtitle={analytics ? describeRange(analytics.range) : null}
        freshness={analytics?.freshness ?? null}
        refresh={refusal ? null : refresh}
        isLoading={loading}
      >
        {!refusal && (
          <RangePicker
            label="Date range"
            days={state.range}
            onChange={(range) => navigate(pageHref({ ...state, range }))}
          />
        )}
      </PageHeader>
      <Notices notices={notices} />
      {refusal && <NoAccess problem={refusal} />}
      {problems.length > 0 && !refusal && (
        <Problems
          level="page"
          problems={problems}
          onRetry={() => void refetch().catch(() => {})}
          isRetrying={loading}
          isPartial={Boolean(analytics ?? formStats)}
          clearedHref={pageHref(defaultState)}
        />
      )}
      {!data && isStopped && <Stopped onResume={resume} />}
      {!data && !isStopped && !error && (
        <Skeleton label="Loading the website" onStop={stop}>
          <SkeletonFigures count={6} isLow />
          <SkeletonRows count={8} />
        </Skeleton>
      )}
      {data && isConfigured && !refusal && (
        <PageContent isLoading={loading} outdated={outdatedOf(isPrevious, loading)}>
          <WebsiteFigures analytics={analytics ?? null} isPartial={problems.length > 0} />
          <FormTable
            state={state}
            forms={formStats ?? null}
            problem={problems.find(({ field }) => field === 'formStats')}
          />
        </PageContent>
      )}
    </>
  )
}
