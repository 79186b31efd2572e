import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import { BarRow } from '../design/bar-row.tsx'
import { Problems } from '../page/problems.tsx'
import { formatFullInstant, formatInstant } from '../format/dates.ts'
import { formatRoundAmount } from '../format/money.ts'
import { nameOr } from '../format/names.ts'
import { formatCount } from '../format/numbers.ts'
import type { Problem } from '../graphql/problems.ts'
import { FreshnessStamp } from '../page/freshness-stamp.tsx'
import { describeRange } from '../page/describe-range.ts'
import { RangePicker } from '../page/range-picker.tsx'
import type { Outdated } from '../page/outdated.ts'
import { Updating } from '../page/updating.tsx'
import { navigate } from '../router/router.ts'
import { activityFigures, describeRecent, funnelBars } from './activity-figures.ts'
import { pageHref } from './page-address.ts'
import type { PageState } from './page-state.ts'
import { SalesActivity_ActivityFragmentDoc, type SalesActivity_ActivityFragment } from './sales-activity.gen.ts'
import type { SalesPageQuery } from './sales-page.gen.ts'
import styles from './side-panels.module.css'

interface SalesActivityProps {
  readonly state: PageState
  /** Null when it could not be loaded. */
  readonly activity: SalesPageQuery['salesActivity']
  readonly problem: Problem | undefined
  readonly onRetry: () => void
  readonly outdated: Outdated
  readonly timeZone: string
}

/** Sales activity from Autotask: another vendor, so with its own date range, age and problems. */
export function SalesActivity({ state, activity, problem, onRetry, outdated, timeZone }: SalesActivityProps) {
  return (
    <section className={`card ${styles['panel']}`} aria-labelledby="sales-activity">
      <div className={styles['head']}>
        <h2 id="sales-activity">Sales activity</h2>
        <div className={`no-print ${styles['picker']}`}>
          <RangePicker
            label="Date range"
            days={state.activity}
            onChange={(days) => navigate(pageHref({ ...state, activity: days }))}
          />
        </div>
      </div>
      {activity ? (
        <Updating outdated={outdated}>
          <Content activity={activity} timeZone={timeZone} />
          <div className={styles['foot']}>
            <FreshnessStamp freshness={activity.freshness} />
          </div>
        </Updating>
      ) : (
        <div className={styles['problems']}>
          {problem ? <Problems problems={[problem]} onRetry={onRetry} /> : <p role="status">Not available now.</p>}
        </div>
      )}
    </section>
  )
}

interface ContentProps {
  readonly activity: FragmentType<SalesActivity_ActivityFragment>
  readonly timeZone: string
}

function Content({ activity, timeZone }: ContentProps) {
  const { data, complete } = useFragment({ fragment: SalesActivity_ActivityFragmentDoc, from: activity })
  if (!complete) return null
  const { range, funnel, recent } = data
  return (
    <>
      <p className={`muted ${styles['range']}`}>{describeRange(range)}</p>
      <dl className={styles['figures']}>
        {activityFigures(data).map(({ label, value, note }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <span className={`number ${styles['value']}`}>{formatCount(value)}</span>
              <span className={styles['detail']}>{note}</span>
            </dd>
          </div>
        ))}
      </dl>
      <h3>Opportunity funnel</h3>
      {funnel.length === 0 && <p className={styles['empty']}>No opportunities were created in this period.</p>}
      <ol className={styles['funnel']}>
        {funnelBars(funnel).map(({ key, label, count, amount, share, length }) => (
          <li key={key}>
            <BarRow
              label={nameOr(label, '(no name)')}
              count={count}
              note={formatRoundAmount(amount)}
              share={share}
              length={length}
            />
          </li>
        ))}
      </ol>
      <h3>Latest</h3>
      {recent.length === 0 && <p className={styles['empty']}>Nothing happened in this period.</p>}
      <ul>
        {recent.map(({ id, kind, at, title, company, resource }) => (
          <li key={id} className={styles['row']}>
            <span className={styles['who']}>
              <Line className={styles['name']} text={nameOr(title, kind)} />
              <Line className={styles['detail']} text={describeRecent({ kind, title, company, resource })} />
            </span>
            <time
              className={`number ${styles['detail']} ${styles['at']}`}
              dateTime={at}
              title={formatFullInstant(at, timeZone)}
            >
              {formatInstant(at, timeZone)}
            </time>
          </li>
        ))}
      </ul>
    </>
  )
}

const Line = ({ className, text }: { className: string | undefined; text: string }) => (
  <span className={className} title={text}>
    {text}
  </span>
)
