import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBearerTokens } from '../../../server/auth/bearer-tokens.ts'
import { createIssuerClient } from '../../../server/auth/issuer-client.ts'
import { createIssuerKeys } from '../../../server/auth/issuer-keys.ts'
import { IssuerUnavailableError } from '../../../server/auth/issuer-unavailable-error.ts'
import { audience, startLocalIssuer, type LocalIssuer } from './local-issuer.ts'

const mebibyte = 1_024 * 1_024
let issuer: LocalIssuer

beforeEach(async () => {
  issuer = await startLocalIssuer()
})
afterEach(() => issuer[Symbol.asyncDispose]())

/** How much larger the process became at most while it ran, in bytes. */
async function growthOf(run: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss()
  let highest = before
  const timer = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 5)
  await run().finally(() => clearInterval(timer))
  return Math.max(highest, process.memoryUsage.rss()) - before
}

const askForKeys = async (token: string) => {
  const keys = createIssuerKeys({ issuer: issuer.url, clock: Date.now })
  return keys({ alg: 'RS256', kid: 'key-1' }, { payload: token, signature: '' })
}
const askForSignIn = () => {
  const roleMapping = new Map()
  const bearerTokens = createBearerTokens({ issuer: issuer.url, audience, roleMapping, clock: Date.now })
  return createIssuerClient({
    bearerTokens,
    issuer: issuer.url,
    settings: { id: 'portal', secret: 'secret', scope: 'openid', sessionKeys: [] },
    clock: Date.now,
    onFailure: () => undefined,
    roleMapping,
  }).authorizationUrl({ state: 's', nonce: 'n', verifier: 'v'.repeat(43) }, 'http://localhost/auth/callback')
}

test.each(['endless', 'bomb', 'nested'] as const)(
  'an issuer whose answers are too much (%s) is one that is away, at less than 256 MiB of memory',
  async (mode) => {
    const token = await issuer.sign()
    issuer.mode = mode
    const growth = await growthOf(async () => {
      await expect(askForKeys(token)).rejects.toBeInstanceOf(IssuerUnavailableError)
      await expect(askForSignIn()).rejects.toBeInstanceOf(IssuerUnavailableError)
    })

    expect(growth).toBeLessThan(256 * mebibyte)
  },
)

test('answers of the usual size are read', async () => {
  issuer.discovery = { authorization_endpoint: `${issuer.url}/authorize` }

  expect(await askForSignIn()).toContain(`${issuer.url}/authorize?`)
})
