import { useQuery } from '@apollo/client/react'
import { useTimeZone } from '../settings/portal-config.tsx'
import { Problems } from '../page/problems.tsx'
import { problemsOf, vendorName } from '../graphql/problems.ts'
import { AdminVendorsDocument, type AdminVendorsQuery } from './admin-page.gen.ts'
import { ageSeconds } from '../format/gateway-clock.ts'
import { collectionName, describeChange, describeCheck, describeCopy, describeRecords } from './describe-copy.ts'
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
  const { vendor, tenant, state, collections } = status
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
      {collections.length > 0 && <Copies vendor={vendorName(vendor)} collections={collections} timeZone={timeZone} />}
    </li>
  )
}

interface CopiesProps {
  readonly vendor: string
  readonly collections: Status['collections']
  readonly timeZone: string
}

/** What the gateway keeps a copy of, with how much and how old. */
function Copies({ vendor, collections, timeZone }: CopiesProps) {
  const begun = collections.filter(({ checkedAt }) => checkedAt !== null)
  // The age of what most pages show; what is asked for less often can be older.
  const [first] = begun
  const checked = first && describeCheck(first, { timeZone, ageSeconds })
  return (
    <div className={styles['copies']}>
      <p>
        <span>{describeCopy(collections)}</span> <span>{checked}</span>
      </p>
      {begun.length > 0 && (
        <ul aria-label={`Records copied from ${vendor}`}>
          {begun.map((collection) => (
            <li key={collection.name}>
              <span>{collectionName(collection.name)}</span>
              <span className="number">{describeRecords(collection)}</span>
              <span className={styles['changed']}>{describeChange(collection, timeZone)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
