import type { TenantCard_TenantFragment } from './admin-page.gen.ts'

/** A tenant as an administrator sees it. */
export type Tenant = Omit<TenantCard_TenantFragment, ' $fragmentName'>
