import { useQuery } from '@apollo/client/react'
import { useTimeZone } from '../settings/portal-config.tsx'
import { Problems } from '../page/problems.tsx'
import { problemsOf, vendorName } from '../graphql/problems.ts'
import { AdminVendorsDocument, type AdminVendorsQuery } from './admin-page.gen.ts'
import { describeStatus, stateWords } from './describe-status.ts'
import styles from './vendor-statuses.module.css'

type Status = AdminVendorsQuery['vendorStatus'][number]

/** The status of each vendor, per tenant where it is configured per tenant. */
export function VendorStatuses() {
  const { data, error, loading, refetch } = useQuery(AdminVendorsDocument, { fetchPolicy: 'cache-and-network' })
  const again = () => void refetch().catch(() => {})
  return (
    <section className={`card ${styles['card']}`} aria-labelledby="vendors" aria-busy={loading}>
      <div className={styles['head']}>
        <h2 id="vendors" tabIndex={-1}>
          Vendors
        </h2>
        <button type="button" className="button button-quiet" disabled={loading} onClick={again}>
          {loading ? 'Checking…' : 'Check now'}
        </button>
      </div>
      <Problems problems={problemsOf(error)} onRetry={again} />
      <ul className={styles['list']}>
        {data?.vendorStatus.map((status) => (
          <Vendor key={`${status.vendor} ${status.tenant?.id ?? ''}`} status={status} />
        ))}
      </ul>
    </section>
  )
}

function Vendor({ status }: { status: Status }) {
  const timeZone = useTimeZone()
  const { vendor, tenant, state } = status
  const details = describeStatus(status, timeZone)
  return (
    <li className={styles['vendor']}>
      <span className={styles['name']}>
        <span translate="no">{vendorName(vendor)}</span>
        {tenant && <span className="muted">{` · ${tenant.name}`}</span>}
      </span>
      <span className={styles['state']} data-state={state}>
        {stateWords[state]}
      </span>
      {details !== '' && <span className={styles['more']}>{details}</span>}
    </li>
  )
}
