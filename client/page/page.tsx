import type { ReactNode } from 'react'
import { Skeleton, Stopped } from '../design/skeletons.tsx'
import { useAddress } from '../router/router.ts'
import { usePortalConfig } from '../settings/portal-config.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Notices } from './notices.tsx'
import { PageContent } from './page-content.tsx'
import { PageHeader, type PageHeaderProps } from './page-header.tsx'
import { NoAccess, Problems } from './problems.tsx'
import { refusalOf } from './refusal.ts'
import { useDocumentTitle } from './use-document-title.ts'
import type { PageLoad } from './use-page-query.ts'

interface PageProps extends Pick<PageHeaderProps, 'title' | 'subtitle' | 'freshness' | 'refresh'> {
  /** Beside the title; left out of a page that the user may not see. */
  readonly controls?: ReactNode
  /** Invalid parts of the URL, a sentence each. */
  readonly notices?: readonly string[]
  readonly load: PageLoad
  /** Whether loading is not shown: the page polls, and has an answer. */
  readonly isQuiet?: boolean
  /** Whether some of the page's own data has arrived: its problems are then about the rest. */
  readonly hasContent: boolean
  /** The URL of the page without filters, if it has any. */
  readonly clearedHref?: string
  /** What is loading, such as `Loading sales`. */
  readonly loadingLabel: string
  /** Placeholders of the size of the content. */
  readonly skeleton: ReactNode
  readonly children: ReactNode
}

/**
 * The frame of every page: title and controls, what is wrong with the address or with the answer, a skeleton until there
 * is one, and the content, marked while it is that of a previous answer.
 */
export function Page(props: PageProps) {
  const {
    title,
    subtitle,
    freshness,
    refresh = null,
    controls,
    notices = [],
    load,
    isQuiet = false,
    hasContent,
  } = props
  useDocumentTitle(title)
  const { pathname, search } = useAddress()
  // No instants are shown before the configuration is there: it has their time zone.
  const isFirstLoad = usePortalConfig() === null || !load.hasAnswer
  // What cannot be drawn may be the previous answer: it is drawn again once there is another.
  const resetKey = `${pathname}${search} ${load.isLoading} ${load.outdated}`
  const isLoadingShown = load.isLoading && !isQuiet
  const refusal = refusalOf(load.problems, hasContent)
  return (
    <>
      <PageHeader
        title={title}
        subtitle={subtitle}
        {...(freshness === undefined ? {} : { freshness })}
        refresh={refusal ? null : refresh}
        isLoading={isLoadingShown}
      >
        {!refusal && controls}
      </PageHeader>
      <Notices notices={notices} />
      {refusal ? (
        <NoAccess problem={refusal} />
      ) : (
        <Problems
          level="page"
          problems={load.problems}
          onRetry={load.retry}
          isRetrying={load.isLoading}
          isPartial={hasContent}
          clearedHref={props.clearedHref}
        />
      )}
      {isFirstLoad && load.isStopped && <Stopped onResume={load.resume} />}
      {isFirstLoad && !load.isStopped && !load.hasFailed && (
        <Skeleton label={props.loadingLabel} onStop={load.stop}>
          {props.skeleton}
        </Skeleton>
      )}
      {!isFirstLoad && !refusal && (
        <PageContent isLoading={isLoadingShown} outdated={load.outdated}>
          <ErrorBoundary heading="h2" resetKey={resetKey}>
            {props.children}
          </ErrorBoundary>
        </PageContent>
      )}
    </>
  )
}
