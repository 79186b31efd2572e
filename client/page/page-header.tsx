import type { ComponentProps, ReactNode } from 'react'
import { RefreshIcon } from '../design/icons.tsx'
import { FreshnessStamp } from './freshness-stamp.tsx'
import styles from './page-header.module.css'
import type { Refresh } from './use-refresh.ts'

export interface PageHeaderProps {
  readonly title: string
  /** The scope of the figures; null while unknown. */
  readonly subtitle: string | null
  /** Null while unknown; undefined for a page whose data has no age. */
  readonly freshness?: ComponentProps<typeof FreshnessStamp>['freshness'] | null
  /** None where there is nothing to refresh. */
  readonly refresh?: Refresh | null
  readonly isLoading: boolean
  /** The page's controls. */
  readonly children?: ReactNode
}

/** The page's title, age and controls. */
export function PageHeader({ title, subtitle, freshness, refresh, isLoading, children }: PageHeaderProps) {
  return (
    <div className={styles['header']}>
      <div className={styles['title']}>
        <h1>{title}</h1>
        <p className={`muted ${styles['subtitle']}`}>{subtitle ?? <>&nbsp;</>}</p>
      </div>
      <div className={`no-print ${styles['controls']}`}>
        {children}
        {refresh && <RefreshButton refresh={refresh} />}
      </div>
      {freshness !== undefined && (
        <div className={styles['stampLine']}>
          {freshness && <FreshnessStamp freshness={freshness} />}
          <span role="status" className={refresh?.hasFailed ? styles['failed'] : 'visually-hidden'}>
            {refresh?.message}
          </span>
        </div>
      )}
      <div className={styles['progress']} data-active={isLoading || undefined} aria-hidden="true" />
    </div>
  )
}

const RefreshButton = ({ refresh }: { refresh: Refresh }) => (
  <button
    type="button"
    className="button"
    onClick={refresh.run}
    disabled={refresh.isRunning}
    data-running={refresh.isRunning || undefined}
  >
    <span className={styles['refreshIcon']}>
      <RefreshIcon />
    </span>
    <span>{refresh.isRunning ? 'Refreshing…' : 'Refresh'}</span>
  </button>
)
