import { useQuery } from '@apollo/client/react'
import { useDocumentTitle } from '../page/use-document-title.ts'
import { useRoles } from '../viewer/use-roles.ts'
import { Problems } from '../page/problems.tsx'
import { problemsOf } from '../graphql/problems.ts'
import { AdminPageDocument } from './admin-page.gen.ts'
import styles from './admin-page.module.css'
import { Features } from './features.tsx'
import { NewTenant } from './new-tenant.tsx'
import { TenantCard } from './tenant-card.tsx'
import { VendorStatuses } from './vendor-statuses.tsx'

/** The administration page: tenants and their credentials, features, and vendor status. */
export function AdminPage() {
  useDocumentTitle('Administration')
  const { data, error, loading, refetch } = useQuery(AdminPageDocument, { errorPolicy: 'all' })
  const again = () => void refetch().catch(() => {})
  const tenants = data?.tenants ?? null
  // Operators can read their tenants' names, but every form here would be refused.
  const isAdmin = useRoles().includes('ADMIN')
  return (
    <>
      <h1 className={styles['title']}>Administration</h1>
      <Problems problems={problemsOf(error)} onRetry={again} />
      {!data && loading && <span className={`skeleton ${styles['bone']}`} aria-busy="true" />}
      {data && isAdmin && (
        <div className={styles['columns']}>
          <section aria-labelledby="tenants" className={styles['tenants']}>
            <h2 id="tenants" tabIndex={-1}>
              Tenants <span className="muted number">{tenants?.length ?? ''}</span>
            </h2>
            {tenants?.map((tenant) => (
              <TenantCard key={tenant.id} tenant={tenant} />
            ))}
            {tenants?.length === 0 && <p className="muted">There are no tenants yet.</p>}
            {tenants && <NewTenant onMade={again} />}
          </section>
          <div className={styles['side']}>
            {data.featureFlags && <Features flags={data.featureFlags} onChanged={again} />}
            <VendorStatuses />
          </div>
        </div>
      )}
    </>
  )
}
