import { errors, type Provider } from 'oidc-provider'
import type { Directory, Wanted } from './directory.ts'
import { graphResource, graphScope } from './graph-resource.ts'
import { chosenPersonGrant } from './portal-client.ts'
import { claimsOf } from './users.ts'

/**
 * Issues tokens to the portal's client without the sign-in page:
 *
 *     POST /token   grant_type=urn:msp-graph:simulator:chosen-person
 *                   client_id, client_secret, and user=…  or  role=viewer|operator|admin [tenant=…]
 *
 * The response is that of the code flow, ID token included, and made by the same provider code, so that the tokens are
 * indistinguishable.
 */
export function registerChosenPersonGrant(
  provider: Provider,
  { audience, directory }: { audience: string; directory: Directory },
): void {
  provider.registerGrantType<Wanted>(
    chosenPersonGrant,
    async (ctx) => {
      const { client, params } = ctx.oidc
      const user = chooseUser(directory, params)

      const grant = new provider.Grant({ accountId: user.sub, clientId: client.clientId })
      grant.addOIDCScope('openid profile email')
      grant.addResourceScope(audience, graphScope)
      const token = new provider.AccessToken({
        accountId: user.sub,
        client,
        grantId: await grant.save(),
        gty: 'authorization_code',
        scope: graphScope,
        resourceServer: new provider.ResourceServer(audience, graphResource(audience)),
      })
      const idToken = new provider.IdToken({ sub: user.sub }, { ctx })
      for (const [claim, value] of Object.entries(claimsOf(user))) idToken.set(claim, value)

      ctx.body = {
        access_token: await token.save(),
        expires_in: token.expiration,
        id_token: await idToken.issue({ use: 'idtoken' }),
        scope: token.scope,
        token_type: token.tokenType,
      }
    },
    ['user', 'role', 'tenant'],
  )
}

function chooseUser(directory: Directory, wanted: Wanted) {
  try {
    return directory.choose(wanted)
  } catch (error) {
    throw new errors.InvalidRequest((error as Error).message)
  }
}
