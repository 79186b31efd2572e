import { z } from 'zod'
import { mayOperate, type Principal } from '../auth/principal.ts'
import { inputError, type UserError } from '../errors/user-error.ts'
import type { TenantRecord, TenantRecords } from './tenant-records.ts'
import { noSuchTenant, toUserErrors } from './user-errors.ts'

const name = z
  .string()
  .trim()
  .min(1, 'A name is missing.')
  .max(100, 'A name has at most 100 characters.')
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'A name has no control characters.')

const newTenant = z.object({
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,39}$/,
      'An id has 1 to 40 lower-case letters, digits and hyphens, and begins with a letter or digit.',
    ),
  name,
})

/** The changed tenant, or the input errors. */
export interface TenantResult {
  readonly tenant: TenantRecord | null
  readonly userErrors: readonly UserError[]
}

const refused = (userErrors: readonly UserError[]): TenantResult => ({ tenant: null, userErrors })
const done = (tenant: TenantRecord): TenantResult => ({ tenant, userErrors: [] })

export async function createTenant(records: TenantRecords, input: unknown): Promise<TenantResult> {
  const parsed = newTenant.safeParse(input)
  if (!parsed.success) return refused(toUserErrors(parsed.error))
  if (await records.insert(parsed.data)) return done(parsed.data)
  return refused([inputError(['id'], `There is a tenant ${parsed.data.id} already.`)])
}

export async function renameTenant(
  records: TenantRecords,
  input: { readonly id: string; readonly name: string },
): Promise<TenantResult> {
  const parsed = name.safeParse(input.name)
  if (!parsed.success) return refused(toUserErrors(parsed.error).map((error) => ({ ...error, field: ['name'] })))
  const tenant = { id: input.id, name: parsed.data }
  return (await records.rename(tenant)) ? done(tenant) : refused([noSuchTenant('id', input.id)])
}

/** The tenants a principal may operate, by name. */
export async function tenantsOf(records: TenantRecords, principal: Principal): Promise<TenantRecord[]> {
  return (await records.list()).filter(({ id }) => mayOperate(principal, id))
}
