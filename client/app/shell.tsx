import type { ReactNode } from 'react'
import { BrandMark } from '../design/icons.tsx'
import { OfflineNotice } from './offline-notice.tsx'
import { usePortalConfig } from './portal-config.tsx'
import styles from './shell.module.css'
import { ThemeSwitch } from './theme-switch.tsx'
import { UserMenu } from './user-menu.tsx'

/** The pages one can go to, in the order of the navigation. */
const pages = [{ name: 'service-desk', label: 'Service desk', href: '/service-desk' }] as const

interface ShellProps {
  readonly current: (typeof pages)[number]['name'] | null
  readonly children: ReactNode
}

/** What stands around every page. */
export function Shell({ current, children }: ShellProps) {
  const isDevelopment = usePortalConfig()?.environment === 'development'
  return (
    <>
      <a className={styles['skip']} href="#main">
        Skip to the content
      </a>
      <header className={styles['header']}>
        <div className={styles['bar']}>
          <a className={styles['brand']} href="/service-desk" aria-label="Switchboard, to the first page">
            <BrandMark />
            <span className={styles['brandName']}>Switchboard</span>
          </a>
          <nav aria-label="Pages" className={styles['nav']}>
            {pages.map(({ name, label, href }) => (
              <a key={name} href={href} {...(name === current ? { 'aria-current': 'page' } : {})}>
                {label}
              </a>
            ))}
          </nav>
          <div className={styles['tools']}>
            {isDevelopment && (
              <a className={styles['sandbox']} href="/graphql" target="_blank" rel="noreferrer">
                Graph explorer
              </a>
            )}
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
