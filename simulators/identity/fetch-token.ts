import { chosenPersonGrant, portalClient } from './portal-client.ts'

/**
 * Who the token is for: a person with a role (`viewer`, `operator`, `admin`), and for an operator perhaps one tenant only;
 * or a certain user, by address.
 */
export type TokenWish = { role: string; tenant?: string } | { user: string }

/** No token could be issued; the message gives the reason. */
export class TokenRefusedError extends Error {
  override readonly name: string = 'TokenRefusedError'
}

/** Nothing answers at the simulator's address. */
export class NoSimulatorError extends TokenRefusedError {
  override readonly name = 'NoSimulatorError'
}

/** An access token of the identity simulator at `issuer`. */
export async function fetchToken(issuer: string, wish: TokenWish): Promise<string> {
  const body = new URLSearchParams({
    grant_type: chosenPersonGrant,
    client_id: portalClient.id,
    client_secret: portalClient.secret,
    ...wish,
  })
  const response = await fetch(`${issuer}/token`, { method: 'POST', body }).catch(() => {
    throw new NoSimulatorError(`No identity simulator is running at ${issuer}: start it with npm run demo`)
  })
  const answer = (await response.json().catch(() => ({}))) as { access_token?: string; error_description?: string }
  if (answer.access_token !== undefined) return answer.access_token
  throw new TokenRefusedError(
    answer.error_description ?? `${issuer} answered with status ${response.status} and no token.`,
  )
}
