import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { portalCall } from '../integration/sign-in/sign-in-world.ts'
import { operationHash } from '../integration/sign-in/build-folder.ts'
import { codesOf, origin, startProduction, type Production } from './production.ts'

/*
 * What else is tried with sessions: login CSRF, fixation, replayed and foreign callbacks, expiry, sign-out and renewal are
 * in tests/integration/sign-in and tests/unit/auth/sessions.test.ts.
 */

let production: Production
let session: string
beforeAll(async () => {
  production = await startProduction()
  session = production.maya.cookies('portal.test')['__Host-session'] ?? ''
})
afterAll(() => production.close())

const body = JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: operationHash } } })
const askWith = (headers: Record<string, string>, search = '') =>
  production.anybody.ask(`${origin}/graphql${search}`, { method: 'POST', headers: { ...portalCall, ...headers }, body })

test('the session itself is answered, so that the rest means something', async () => {
  expect((await askWith({ cookie: `__Host-session=${session}` })).status).toBe(200)
})

describe('a session cookie is refused', () => {
  const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
  test.each<[string, () => string]>([
    ['that is empty', () => '__Host-session='],
    ['that is a guess', () => `__Host-session=${'A'.repeat(43)}`],
    ['with a letter changed', () => `__Host-session=${flip(session)}`],
    ['cut short', () => `__Host-session=${session.slice(0, -1)}`],
    ['with something behind it', () => `__Host-session=${session}A`],
    ['that is a statement of SQL', () => `__Host-session=' OR '1'='1`],
    ['that is a pattern', () => '__Host-session=%'],
    ['that is a name of every object', () => '__Host-session=__proto__'],
    ['that is very long', () => `__Host-session=${'A'.repeat(8_000)}`],
    ['without its prefix, as a neighbouring host could set it', () => `session=${session}`],
    ['under a name in another case', () => `__host-session=${session}`],
    ['that is an access token', () => `__Host-session=${production.token}`],
  ])('%s', async (_, cookie) => {
    const answer = await askWith({ cookie: cookie() })

    expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']])
  })
})

test('a session elsewhere than in its cookie is none', async () => {
  for (const headers of [
    { authorization: `Session ${session}` },
    { authorization: `Bearer ${session}` },
    { 'x-session': session },
  ]) {
    expect((await askWith(headers as Record<string, string>)).status).toBe(401)
  }
  expect((await askWith({}, `?session=${session}`)).status).toBe(401)
})

test('a session is not told to a script: its value is in no answer but the cookie that set it', async () => {
  const texts: string[] = []
  for (const path of ['/', '/config.json', '/service-desk', '/metrics', '/health/ready']) {
    const page = await production.maya.ask(`${origin}${path}`)
    texts.push(page.text, JSON.stringify([...page.headers]))
  }
  texts.push((await askWith({ cookie: `__Host-session=${session}` })).text)

  expect(texts.filter((text) => text.includes(session))).toEqual([])
  expect(session).toMatch(/^[\w-]{43}$/)
})
