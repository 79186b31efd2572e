import { useEffect } from 'react'
import { navigate, useAddress } from '../router/router.ts'
import { ServiceDeskPage } from '../service-desk/service-desk-page.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { SessionDialog } from './session-dialog.tsx'
import { Shell } from './shell.tsx'

/** Which page an address is. */
export function App() {
  const { pathname, search } = useAddress()
  const [, ticketId] = /^\/service-desk(?:\/tickets\/([^/]+))?\/?$/.exec(pathname) ?? []
  const isServiceDesk = /^\/service-desk(\/tickets\/[^/]+)?\/?$/.test(pathname)

  useEffect(() => {
    if (pathname === '/') navigate(`/service-desk${search}`, { replace: true })
  }, [pathname, search])

  if (pathname === '/') return null
  return (
    <Shell current={isServiceDesk ? 'service-desk' : null}>
      <ErrorBoundary key={pathname.split('/')[1]}>
        {isServiceDesk ? (
          <ServiceDeskPage query={search} ticketId={ticketId === undefined ? null : decodeId(ticketId)} />
        ) : (
          <NotFoundPage pathname={pathname} />
        )}
      </ErrorBoundary>
      <SessionDialog />
    </Shell>
  )
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
