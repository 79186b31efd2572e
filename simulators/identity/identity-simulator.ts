import { randomBytes } from 'node:crypto'
import type { SimulatedClock } from '../clock.ts'
import { ControlError } from '../control/control-error.ts'
import type { RawHandler, RecordChange } from '../control/handler.ts'
import { parseControlBody } from '../control/parse-control-body.ts'
import { createSimulatorServer } from '../control/simulator-server.ts'
import { createProvider } from './create-provider.ts'
import { createDirectory } from './directory.ts'
import { defaultAudience } from './graph-resource.ts'
import { createMemoryStore } from './memory-adapter.ts'
import { defaultPortalOrigin, portalClient, signInScope } from './portal-client.ts'
import { createSigningKeys } from './signing-keys.ts'
import { withSignInPage } from './sign-in-page.ts'
import { userSchema } from './users.ts'

export interface IdentitySimulatorOptions {
  /** 0 takes a free one. */
  port: number
  /** Milliseconds of real time added to every answer. */
  latencyMs: number
  /** Stamps the log of requests. Tokens are in real time, as the gateway checks them. */
  clock: SimulatedClock
  /** Probabilities of faults are drawn from it; 1 by default. */
  seed?: number
  /** The `aud` of access tokens; `api://msp-graph` by default. */
  audience?: string
  /**
   * Where the portal is: `http://localhost:8000` by default. A portal on this machine (`localhost`, `127.0.0.1`) is
   * allowed on any port without being listed.
   */
  portalOrigins?: readonly string[]
  /** The value of `ENVIRONMENT`, if it has one. */
  environmentName?: string | undefined
}

export interface IdentitySimulator {
  /** The issuer, such as `http://127.0.0.1:9004`. */
  url: string
  /** The variables that point a gateway at this simulator. */
  environment: Record<string, string>
  close(): Promise<void>
}

/**
 * Starts the simulated identity provider on 127.0.0.1: OpenID Connect as `create-provider.ts` sets it up, a sign-in page with
 * the people of the directory, tokens without that page as `chosen-person-grant.ts` describes, and `/__sim/*` in front.
 *
 * `POST /__sim/records` knows two collections:
 * - `users`: upsert takes whole users as `/__sim/state` shows them, delete takes their `sub`;
 * - `signingKeys`: `{"collection": "signingKeys", "upsert": {}}` rotates the key (new tokens are signed with a new one, the
 *   old one stays published), delete takes a `kid` out of publication.
 * Both answer with the `users` and the published `kid`s, the signing one first.
 *
 * @throws Error in production, and the system's `EADDRINUSE` when the port is taken
 */
export async function createIdentitySimulator(options: IdentitySimulatorOptions): Promise<IdentitySimulator> {
  const { port, latencyMs, clock, seed = 1, audience = defaultAudience, environmentName } = options
  const { portalOrigins = [defaultPortalOrigin] } = options
  if (environmentName === 'production') {
    throw new Error(
      'The identity simulator signs in without a password: it does not start with ENVIRONMENT=production.',
    )
  }

  const directory = createDirectory()
  const keys = createSigningKeys()
  const store = createMemoryStore()
  const cookieKey = randomBytes(32).toString('base64url')

  const server = await createSimulatorServer({
    vendor: {
      state: () => ({ users: directory.users() }),
      changeRecords,
      reset() {
        directory.reset()
        store.clear()
      },
      wire: { raw: (incoming, outgoing) => handle(incoming, outgoing) },
    },
    clock,
    seed,
    latencyMs,
    port,
  })
  // The port, and with it the issuer, is only known now; no request can arrive between the line above and this one.
  let handle = createHandler()

  /** oidc-provider takes its keys once and for all, so other keys mean another provider behind the same port. */
  function createHandler(): RawHandler {
    const parts = { issuer: server.url, audience, directory, keys: keys.list(), store, cookieKey, portalOrigins }
    return withSignInPage(createProvider(parts), directory)
  }

  function changeRecords(change: RecordChange) {
    if (change.collection === 'users') changeUsers(change)
    else if (change.collection === 'signingKeys') changeKeys(change)
    else throw new ControlError(`There is no collection ${change.collection}: there are users and signingKeys`)
    return { users: directory.users(), signingKeys: keys.list().map(({ kid }) => kid) }
  }

  function changeUsers(change: RecordChange): void {
    const users = change.upsert.map((user) => parseControlBody(userSchema, user))
    users.forEach((user) => directory.upsert(user))
    change.delete.forEach((sub) => directory.delete(String(sub)))
  }

  function changeKeys(change: RecordChange): void {
    change.upsert.forEach(() => keys.rotate())
    for (const kid of change.delete) {
      if (!keys.withdraw(String(kid))) throw new ControlError(`${kid} is not published, or is the only key that is`)
    }
    handle = createHandler()
  }

  return {
    url: server.url,
    environment: {
      OIDC_ISSUER: server.url,
      OIDC_AUDIENCE: audience,
      OIDC_CLIENT_ID: portalClient.id,
      OIDC_CLIENT_SECRET: portalClient.secret,
      OIDC_SCOPE: signInScope,
      OIDC_ROLES: 'Viewer=VIEWER,Operator=OPERATOR,Admin=ADMIN',
      SESSION_KEYS: randomBytes(32).toString('base64'),
    },
    close: server.close,
  }
}
