import { requireRole } from '../auth/permissions.ts'
import { instantsOf } from '../calendar/days.ts'
import { resolveDateRange } from '../calendar/date-range.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { AuditFilter, Resolvers } from '../graphql/resolver-types.gen.ts'
import { listAudit, type AuditListFilter } from './audit-list.ts'
import type { AuditLog } from './audit-log.ts'

export interface AuditResolverOptions {
  readonly database: Database
  readonly log: Pick<AuditLog, 'flush'>
  readonly clock: Clock
  readonly timeZone: string
}

/** Resolvers for the audit log. */
export function createAuditResolvers({ database, log, clock, timeZone }: AuditResolverOptions) {
  /** The filter with its days as instants. */
  function withInstants({ range, from, to, ...filter }: AuditFilter): AuditListFilter {
    if (!range) return { ...filter, from, to }
    const days = instantsOf(resolveDateRange(range, clock(), timeZone), timeZone)
    return { ...filter, from: Math.max(from ?? 0, days.from), to: Math.min(to ?? Infinity, days.before) }
  }

  return {
    Query: {
      auditLog: requireRole('ADMIN', async (_, { filter, first, ...page }) => {
        // A record is found by a question just after it was made.
        await log.flush()
        return listAudit(database, withInstants(filter ?? {}), { ...page, first: first ?? 50 })
      }),
    },
    AuditConnection: {
      nodes: ({ edges }) => edges.map(({ node }) => node),
    },
  } satisfies Resolvers
}
