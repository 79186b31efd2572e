import { RefreshIcon } from '../design/icons.tsx'
import { countDays, formatDays } from '../format/dates.ts'
import type { Comparison } from '../graphql/types.gen.ts'
import { navigate } from '../router/router.ts'
import { FreshnessStamp } from './freshness-stamp.tsx'
import { pageHref } from './page-address.ts'
import styles from './page-header.module.css'
import type { PageState } from './page-state.ts'
import { RangePicker } from './range-picker.tsx'
import type { ServiceDeskPageQuery } from './service-desk-page.gen.ts'
import type { Refresh } from './use-refresh.ts'

interface PageHeaderProps {
  readonly state: PageState
  readonly summary: ServiceDeskPageQuery['summary']
  readonly refresh: Refresh
  readonly isLoading: boolean
}

const comparisonLabels: Readonly<Record<Comparison | 'none', string>> = {
  PREVIOUS_PERIOD: 'the period before',
  PREVIOUS_YEAR: 'the year before',
  none: 'nothing',
}

/** What the page is about, of which days, how old it is, and the ways to change that. */
export function PageHeader({ state, summary, refresh, isLoading }: PageHeaderProps) {
  return (
    <div className={styles['header']}>
      <div className={styles['title']}>
        <h1>Service desk</h1>
        <p className={`muted ${styles['subtitle']}`}>{summary ? describeRange(summary.range) : <>&nbsp;</>}</p>
      </div>
      <div className={`no-print ${styles['controls']}`}>
        <RangePicker state={state} />
        <label className={styles['control']}>
          <span className={styles['controlName']}>Compare with</span>
          <select
            className="field"
            value={state.compare ?? 'none'}
            onChange={({ target }) => {
              const compare = target.value === 'none' ? null : (target.value as Comparison)
              navigate(pageHref({ ...state, compare }))
            }}
          >
            {Object.entries(comparisonLabels).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
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
          {refresh.isRunning ? 'Refreshing…' : 'Refresh'}
        </button>
      </div>
      <div className={styles['stampLine']}>
        {summary && <FreshnessStamp freshness={summary.freshness} />}
        <span role="status" className={refresh.hasFailed ? styles['failed'] : 'visually-hidden'}>
          {refresh.message}
        </span>
      </div>
      <div className={styles['progress']} data-active={isLoading || undefined} aria-hidden="true" />
    </div>
  )
}

function describeRange({ from, to, timeZone }: { from: string; to: string; timeZone: string }): string {
  const days = countDays(from, to)
  return `${formatDays(from, to)} · ${days === 1 ? '1 day' : `${days} days`} in ${timeZone.replaceAll('_', ' ')}`
}
