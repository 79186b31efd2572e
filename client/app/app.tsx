import { Suspense, useEffect, useLayoutEffect, useRef } from 'react'
import { ErrorBoundary } from '../page/error-boundary.tsx'
import { navigate, useAddress } from '../router/router.ts'
import { isReturning } from '../router/scroll-memory.ts'
import { ChatWhenIdle } from './chat-when-idle.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { findPage } from './pages.ts'
import { SessionDialog } from './session-dialog.tsx'
import { Shell } from './shell.tsx'

/** The page of a URL. */
export function App() {
  const { pathname, search } = useAddress()
  const found = findPage(pathname)
  const name = found?.page.name ?? null
  useTopOfPage(name)
  // A load that failed unseen, since the page was left, is not held against the next visit.
  useEffect(() => found?.page.part.forgetFailure, [found?.page])

  useEffect(() => {
    if (pathname === '/') navigate(`/service-desk${search}`, { replace: true })
  }, [pathname, search])

  if (pathname === '/') return null
  return (
    <Shell current={name}>
      <ErrorBoundary heading="h1" key={pathname.split('/')[1]} resetKey={`${pathname}${search}`}>
        {found ? (
          <Suspense fallback={<PageIsComing />}>
            <found.page.part.Component rest={found.rest} search={search} />
          </Suspense>
        ) : (
          <NotFoundPage pathname={pathname} />
        )}
      </ErrorBoundary>
      <SessionDialog />
      <ChatWhenIdle pathname={pathname} />
    </Shell>
  )
}

/** Scrolls a new page to its top, except on Back: the browser alone would keep the scroll position. */
function useTopOfPage(name: string | null): void {
  const shown = useRef(name)
  useLayoutEffect(() => {
    if (shown.current !== name && !window.location.hash && !isReturning()) window.scrollTo(0, 0)
    shown.current = name
  }, [name])
}

const PageIsComing = () => (
  <p role="status" className="visually-hidden" aria-busy="true">
    Loading the page
  </p>
)
