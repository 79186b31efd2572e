import { SkeletonRows } from '../design/skeletons.tsx'
import type { Problem } from '../graphql/problems.ts'
import { Page } from '../page/page.tsx'
import { usePageQuery } from '../page/use-page-query.ts'
import { useRoles } from '../viewer/use-roles.ts'
import { AdminPageDocument } from './admin-page.gen.ts'
import styles from './admin-page.module.css'
import { Features } from './features.tsx'
import { NewTenant } from './new-tenant.tsx'
import { TenantCard } from './tenant-card.tsx'
import { VendorStatuses } from './vendor-statuses.tsx'

/** The administration page: tenants and their credentials, features, and vendor status. */
export function AdminPage() {
  const { data, load } = usePageQuery(AdminPageDocument, {})
  const tenants = data?.tenants ?? null
  const flags = data?.featureFlags ?? null
  // Operators can read their tenants' names, but every form here would be refused.
  const isAdmin = useRoles().includes('ADMIN')
  // The features need the role that the page needs; the names of tenants need less.
  const problems = load.problems.toSorted((one, other) => orderOf(one) - orderOf(other))
  return (
    <Page
      title="Administration"
      subtitle="Tenants, features and vendors"
      load={{ ...load, problems }}
      hasContent={isAdmin && Boolean(tenants ?? flags)}
      loadingLabel="Loading the administration"
      skeleton={
        <div className={styles['columns']}>
          <SkeletonRows count={8} />
          <SkeletonRows count={6} />
        </div>
      }
    >
      {isAdmin && (
        <div className={styles['columns']}>
          <section aria-labelledby="tenants" className={styles['tenants']}>
            <h2 id="tenants" tabIndex={-1}>
              Tenants <span className="muted number">{tenants?.length ?? ''}</span>
            </h2>
            {tenants?.map((tenant) => (
              <TenantCard key={tenant.id} tenant={tenant} />
            ))}
            {tenants?.length === 0 && <p className="muted">There are no tenants yet.</p>}
            {tenants && <NewTenant onMade={load.retry} />}
          </section>
          <div className={styles['side']}>
            {flags && <Features flags={flags} onChanged={load.retry} />}
            <VendorStatuses />
          </div>
        </div>
      )}
    </Page>
  )
}

const orderOf = ({ field }: Problem) => (field === 'featureFlags' ? 0 : 1)
