import { fetchToken } from '../../simulators/identity/fetch-token.ts'
import type { Config } from '../../server/config/config.ts'
import { writeBuildFolder } from '../integration/sign-in/build-folder.ts'
import { portalCall, startSignInWorld } from '../integration/sign-in/sign-in-world.ts'

/** The address of the gateway as browsers see it. */
export const origin = 'https://portal.test'

/** What came back, read whole. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/**
 * A gateway as in production, with a portal of one operation, for somebody with a token, somebody with a session and
 * somebody with neither. Vendors are not set up: what these tests send is refused before it would reach one.
 */
export async function startProduction(config: Partial<Config> = {}) {
  const build = await writeBuildFolder()
  const world = await startSignInWorld({
    buildFolder: build.path,
    config: { environment: 'production', publicUrl: origin, ...config },
  })
  const anybody = world.newBrowser()
  const maya = world.newBrowser()
  await world.signIn(maya, 'maya')
  const token = await fetchToken(world.identity.url, { role: 'viewer' })

  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
    anybody.ask(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const bearer = { authorization: `Bearer ${token}` }

  return {
    world,
    token,
    /** Signed in as a viewer. */
    maya,
    /** Without a cookie. */
    anybody,
    bearer,
    /** Asks with the token. */
    ask: (body: unknown, headers: Record<string, string> = {}) => post(body, { ...bearer, ...headers }),
    /** Asks with neither token nor session. */
    askSignedOut: post,
    /** Asks with the session, as the portal does. */
    askInSession: (body: unknown): Promise<Reply> =>
      maya.ask(`${origin}/graphql`, { method: 'POST', headers: portalCall, body: JSON.stringify(body) }),
    async close() {
      await world.close()
      await build[Symbol.asyncDispose]()
    },
  }
}

export type Production = Awaited<ReturnType<typeof startProduction>>

/** The codes of the errors of an answer. */
export const codesOf = ({ text }: Reply) =>
  ((JSON.parse(text) as { errors?: { extensions: { code: string } }[] }).errors ?? []).map(
    ({ extensions }) => extensions.code,
  )
