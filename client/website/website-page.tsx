import { useMemo } from 'react'
import { SkeletonFigures, SkeletonRows } from '../design/skeletons.tsx'
import { toRange } from '../page/days.ts'
import { Page } from '../page/page.tsx'
import { describeRange } from '../page/describe-range.ts'
import type { PageLocation } from '../page/page-location.ts'
import { RangePicker } from '../page/range-picker.tsx'
import { usePageQuery } from '../page/use-page-query.ts'
import { useRefetchExpired } from '../page/use-refetch-expired.ts'
import { useRefresh } from '../page/use-refresh.ts'
import { navigate } from '../router/router.ts'
import { FormTable } from './form-table.tsx'
import { pageHref, readAddress } from './page-address.ts'
import { defaultState } from './page-state.ts'
import { WebsiteFigures } from './website-figures.tsx'
import { WebsitePageDocument } from './website-page.gen.ts'

/** The results of the website and its forms, in one operation. */
export function WebsitePage({ search }: PageLocation) {
  const { state, notices } = useMemo(() => readAddress(search), [search])
  // Sorting the forms does not change the operation.
  const { data, result, variables, load } = usePageQuery(WebsitePageDocument, { range: toRange(state.range) })
  const { websiteAnalytics: analytics, formStats } = data ?? {}
  const refresh = useRefresh(['WEBSITE'], result.refetch)
  useRefetchExpired(result, variables, { ages: [analytics?.freshness], hasHoles: !analytics || !formStats })

  const isConfigured = load.problems.every(({ code }) => code !== 'VENDOR_NOT_CONFIGURED')
  return (
    <Page
      title="Website"
      subtitle={analytics ? describeRange(analytics.range) : null}
      freshness={analytics?.freshness ?? null}
      refresh={refresh}
      controls={
        <RangePicker
          label="Date range"
          days={state.range}
          onChange={(range) => navigate(pageHref({ ...state, range }))}
        />
      }
      notices={notices}
      load={load}
      hasContent={Boolean(analytics ?? formStats)}
      clearedHref={pageHref(defaultState)}
      loadingLabel="Loading the website"
      skeleton={
        <>
          <SkeletonFigures count={6} isLow />
          <SkeletonRows count={8} />
        </>
      }
    >
      {isConfigured && (
        <>
          <WebsiteFigures analytics={analytics ?? null} isPartial={load.problems.length > 0} />
          <FormTable
            state={state}
            forms={formStats ?? null}
            problem={load.problems.find(({ field }) => field === 'formStats')}
          />
        </>
      )}
    </Page>
  )
}
