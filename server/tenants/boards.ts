import { GatewayError } from '../errors/gateway-error.ts'
import { compareText } from '../figures/compare-text.ts'
import type { ConnectWiseLoaders } from '../vendors/connectwise/index.ts'
import type { Board, ConnectWiseAccount, Status } from '../vendors/connectwise/types.ts'
import type { RequestScope } from '../vendors/kit/per-request.ts'
import type { Credentials } from './credentials.ts'
import type { Features } from './features.ts'

/** A board of a tenant's ConnectWise, with access to its statuses. */
export interface TenantBoard extends Board {
  readonly loaders: Pick<ConnectWiseLoaders, 'statuses'>
}

export interface BoardsOptions {
  readonly credentials: Pick<Credentials, 'open'>
  readonly features: Pick<Features, 'isOn'>
  /** Returns a request's loaders of an account. */
  readonly connectWiseFor: (
    scope: RequestScope,
    account: ConnectWiseAccount,
  ) => Pick<ConnectWiseLoaders, 'boards' | 'statuses'>
}

/** Boards of tenants, for choosing the status that a logged change sets. */
export function createBoards({ credentials, features, connectWiseFor }: BoardsOptions) {
  return {
    /**
     * Lists a tenant's active boards, by name.
     *
     * @param isAdmin administrators configure a tenant before it is switched on, so the feature may be off
     * @throws GatewayError `FEATURE_DISABLED`; VendorError
     */
    async list(scope: RequestScope, tenantId: string, isAdmin: boolean): Promise<TenantBoard[]> {
      if (!isAdmin && !(await features.isOn('connectwise_integration', tenantId))) {
        const message = `The feature connectwise_integration is switched off for the tenant ${tenantId}.`
        throw new GatewayError('FEATURE_DISABLED', message)
      }
      const { account } = await credentials.open(tenantId)
      const loaders = connectWiseFor(scope, account)
      const { value: boards } = await loaders.boards()
      return boards
        .filter(({ isInactive }) => !isInactive)
        .toSorted((a, b) => compareText(a.name, b.name) || a.id - b.id)
        .map((board) => ({ ...board, loaders }))
    },

    /** Lists the statuses of a board that can be chosen, in its order. @throws VendorError */
    async statuses({ id, loaders }: TenantBoard): Promise<readonly Status[]> {
      return (await loaders.statuses(id)).value.filter(({ isInactive }) => !isInactive)
    },
  }
}
