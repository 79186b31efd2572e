import { type ReactNode, useEffect, useRef } from 'react'
import { BrandMark } from '../design/icons.tsx'
import { ChatButton } from './chat-button.tsx'
import { OfflineNotice } from './offline-notice.tsx'
import { pages } from './pages.ts'
import { usePortalConfig } from '../settings/portal-config.tsx'
import styles from './shell.module.css'
import { ThemeSwitch } from './theme-switch.tsx'
import { useRoles } from '../viewer/use-roles.ts'
import { UserMenu } from './user-menu.tsx'

interface ShellProps {
  /** The name of the current page; null when the URL matches none. */
  readonly current: string | null
  readonly children: ReactNode
}

/** The frame around every page. */
export function Shell({ current, children }: ShellProps) {
  const isDevelopment = usePortalConfig()?.environment === 'development'
  return (
    <>
      <a className={`no-print ${styles['skip']}`} href="#main">
        Skip to the content
      </a>
      <header className={styles['header']}>
        <div className={styles['bar']}>
          <a className={styles['brand']} href="/service-desk" aria-label="Switchboard home">
            <BrandMark />
            <span className={styles['brandName']}>Switchboard</span>
          </a>
          <Navigation current={current} />
          <div className={styles['tools']}>
            {isDevelopment && (
              <a className={styles['sandbox']} href="/explorer" target="_blank" rel="noreferrer">
                API explorer
              </a>
            )}
            <ChatButton />
            <ThemeSwitch />
            <UserMenu isLoadedByPage={current !== null} />
          </div>
        </div>
      </header>
      <OfflineNotice />
      <main id="main" tabIndex={-1} className={styles['main']}>
        {children}
      </main>
    </>
  )
}

/** On narrow screens a row of its own, which scrolls sideways when the pages do not fit. */
function Navigation({ current }: { current: string | null }) {
  const roles = useRoles()
  const row = useRef<HTMLElement>(null)
  useEffect(() => {
    const frame = row.current
    const link = frame?.querySelector('[aria-current]')?.getBoundingClientRect()
    if (!frame || !link) return
    // Not scrollIntoView: the Tab key would go on from there, past the link that skips to the content.
    const { left, right } = frame.getBoundingClientRect()
    if (link.right > right) frame.scrollLeft += link.right - right
    if (link.left < left) frame.scrollLeft += link.left - left
  }, [current, roles])
  return (
    <nav ref={row} aria-label="Pages" className={styles['nav']}>
      {pages
        .filter(({ role }) => role === null || roles.includes(role))
        .map(({ name, label, href }) => (
          <a key={name} href={href} {...(name === current ? { 'aria-current': 'page' } : {})}>
            {label}
          </a>
        ))}
    </nav>
  )
}
