import { requireRole } from '../auth/permissions.ts'
import type { GraphContext } from '../graphql/context.ts'
import type { Resolvers } from '../graphql/resolver-types.gen.ts'
import { checkFirst } from '../paging/page.ts'
import type { ConnectWise } from '../vendors/connectwise/index.ts'
import { listChanges } from './change-list.ts'
import type { createChangeMutations } from './change-mutations.ts'
import { selectFor } from './change-selection.ts'
import type { ChangeRecords } from './change-records.ts'
import type { Logged } from './log-change.ts'
import { isSameSystem } from '../tickets/connectwise-system.ts'
import type { TenantAccess } from '../tickets/tenant-access.ts'
import type { TenantTicket } from '../tickets/tenant-ticket.ts'
import type { UserError } from '../errors/user-error.ts'

export interface ChangeResolverOptions {
  readonly access: Pick<TenantAccess, 'require'>
  readonly records: Pick<ChangeRecords, 'list' | 'count' | 'ofTicket'>
  readonly mutations: ReturnType<typeof createChangeMutations>
  readonly connectWise: Pick<ConnectWise, 'forRequest'>
}

/** Resolvers for logged changes and logging. change-mutations.ts checks permissions per tenant. */
export function createChangeResolvers({ access, records, mutations, connectWise }: ChangeResolverOptions) {
  /** Returns the ticket as it is after the change; null if it cannot be read, which does not affect the change. */
  async function ticketOf({ change }: Logged, context: GraphContext): Promise<TenantTicket | null> {
    if (!change) return null
    const { tenantId, ticketId } = change
    try {
      const { account, system } = await access.require(tenantId)
      // There, the number denotes a different ticket.
      if (!isSameSystem(change, system)) return null
      const { value: ticket } = await connectWise.forRequest(context, account).ticket.load(ticketId)
      return ticket && { tenantId, system, ticket }
    } catch {
      return null
    }
  }

  return {
    Query: {
      change: requireRole('OPERATOR', (_, { id }, context) => mutations.change(id, context)),
      changes: requireRole('OPERATOR', async (_, { filter, first, ...page }, { principal, audit }) => {
        const list = await listChanges(records, selectFor(principal, filter), { ...page, first: first ?? 25 })
        for (const { node } of list.edges) audit?.touch(node.tenantId)
        return list
      }),
    },
    Mutation: {
      logChange: requireRole('OPERATOR', (_, { input }, context) => mutations.logChange(input, context)),
      retryChange: requireRole('OPERATOR', (_, { input }, context) => mutations.retryChange(input, context)),
      cancelChange: requireRole('OPERATOR', (_, { input }, context) => mutations.cancelChange(input, context)),
      addConnectWiseNote: requireRole('OPERATOR', (_, { input }, context) => mutations.addNote(input, context)),
      addConnectWiseTimeEntry: requireRole('OPERATOR', (_, { input }, context) =>
        mutations.addTimeEntry(input, context),
      ),
      updateConnectWiseStatus: requireRole('OPERATOR', (_, { input }, context) =>
        mutations.updateStatus(input, context),
      ),
    },
    LogChangePayload: {
      change: ({ change }) => change,
      ticket: (logged, _, context) => ticketOf(logged, context),
      userErrors: ({ userErrors }) => userErrors,
      loggedBefore: ({ loggedBefore }) => loggedBefore ?? null,
    },
    ConnectWiseTicketPayload: {
      change: ({ change }) => change,
      ticket: (logged, _, context) => ticketOf(logged, context),
      userErrors: (logged) => [...logged.userErrors, ...undelivered(logged)],
    },
    ConnectWise: {
      changes: requireRole('OPERATOR', ({ id }, { first, ...page }) =>
        listChanges(records, { tenantIds: [id] }, { ...page, first: first ?? 25 }),
      ),
    },
    ConnectWiseTicket: {
      changes: ({ tenantId, system, ticket }, { first }) =>
        records.ofTicket({ tenantId, ticketId: ticket.id, system }, checkFirst(first ?? 10)),
    },
    ChangeConnection: {
      nodes: ({ edges }) => edges.map(({ node }) => node),
      totalCount: (list) => list.totalCount(),
    },
    Change: {
      operator: ({ operatorName }) => operatorName,
    },
  } satisfies Resolvers
}

/** User errors about a change that is not, or not yet, in ConnectWise, for clients that ask for nothing else. */
function undelivered({ change }: Logged): UserError[] {
  const reason = change?.steps.find((step) => step.reason !== null && step.state !== 'SKIPPED')?.reason
  if (change?.state === 'PENDING') {
    const message = `It is safe with the gateway and will be in ConnectWise as soon as that takes it. ${reason ?? ''}`
    return [{ field: null, message: message.trim(), code: 'PENDING' }]
  }
  if (change?.state === 'CANCELLED') {
    const message = `It was cancelled by ${change.cancelledBy ?? 'an operator'} before all of it was in ConnectWise.`
    return [{ field: null, message, code: 'CANCELLED' }]
  }
  if (change?.state === 'FAILED') {
    return [{ field: null, message: `ConnectWise refused it: ${reason ?? 'it did not say why.'}`, code: 'REFUSED' }]
  }
  return []
}
