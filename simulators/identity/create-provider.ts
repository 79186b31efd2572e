import { Provider, type Configuration, type JWK, type JWTStructured } from 'oidc-provider'
import { registerChosenPersonGrant } from './chosen-person-grant.ts'
import type { Directory } from './directory.ts'
import { graphResource, graphScope } from './graph-resource.ts'
import type { createMemoryStore } from './memory-adapter.ts'
import { chosenPersonGrant, isRegistered, portalClient, redirectPath, signedOutPath } from './portal-client.ts'
import { renderSignedOut, renderSigningOut } from './pages.ts'
import { claimsOf, type SimulatedUser } from './users.ts'

export interface ProviderParts {
  issuer: string
  audience: string
  directory: Directory
  /** With private parts; the first signs. */
  keys: readonly JWK[]
  store: ReturnType<typeof createMemoryStore>
  /** Where the portal is; this machine's own addresses count in any case. */
  portalOrigins: readonly string[]
  /** Signs the provider's own cookies. */
  cookieKey: string
}

/**
 * The certified `oidc-provider`, set up as Entra would be for the portal: code flow with PKCE and a client secret, consent
 * given beforehand by an administrator, access tokens as JWTs for the graph without a `resource` parameter.
 *
 * All options are set that it would otherwise warn about on the console as defaults.
 */
export function createProvider(parts: ProviderParts): Provider {
  const { issuer, audience, directory, portalOrigins } = parts
  const configuration: Configuration = {
    adapter: parts.store.adapter,
    jwks: { keys: parts.keys },
    cookies: { keys: [parts.cookieKey] },
    clients: [
      {
        client_id: portalClient.id,
        client_secret: portalClient.secret,
        client_name: 'MSP portal',
        redirect_uris: portalOrigins.map((origin) => `${origin}${redirectPath}`),
        post_logout_redirect_uris: portalOrigins.map((origin) => `${origin}${signedOutPath}`),
        grant_types: ['authorization_code', 'refresh_token', chosenPersonGrant],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    // Entra's ID tokens contain the user's claims, without a call to /userinfo.
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'oid', 'tid', 'roles'], profile: ['name', 'preferred_username'], email: ['email'] },
    findAccount(_, sub) {
      const user = directory.find(sub)
      return user && { accountId: sub, claims: () => claimsOf(user) }
    },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        ...(oidc.client && { clientId: oidc.client.clientId }),
        ...(oidc.session?.accountId && { accountId: oidc.session.accountId }),
      })
      grant.addOIDCScope('openid profile email offline_access')
      grant.addResourceScope(audience, graphScope)
      await grant.save()
      return grant
    },
    // oidc-provider drops `offline_access` unless the person is asked; Entra, with consent given beforehand, does not.
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
    renderError(ctx, out) {
      ctx.type = 'text/plain; charset=utf-8'
      ctx.body = `Sign-in failed: ${out.error}${out.error_description ? ` (${out.error_description})` : ''}\n`
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx, form) {
          ctx.body = renderSigningOut(form)
        },
        postLogoutSuccessSource(ctx) {
          ctx.body = renderSignedOut()
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => graphResource(audience),
      },
    },
    formats: {
      customizers: {
        jwt: (_, token, jwt) =>
          shapeAccessToken(jwt, 'accountId' in token ? directory.find(token.accountId) : undefined),
      },
    },
    // Seconds, as the whole of OpenID Connect.
    ttl: {
      AccessToken: 3_600,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 3_600,
      Interaction: 3_600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
  }
  const provider = new Provider(issuer, configuration)
  const { prototype } = provider.Client
  prototype.redirectUriAllowed = (uri) => isRegistered(uri, portalOrigins, redirectPath)
  prototype.postLogoutRedirectUriAllowed = (uri) => isRegistered(uri, portalOrigins, signedOutPath)
  registerChosenPersonGrant(provider, { audience, directory })
  return provider
}

/** Gives an access token the claims of one of Entra's, whichever grant it comes from: scopes in `scp`, and the person. */
function shapeAccessToken(token: JWTStructured, user: SimulatedUser | undefined): void {
  const { scope, ...claims } = token.payload
  token.payload = { ...claims, nbf: claims['iat'], scp: scope, ...(user && claimsOf(user)) }
}
