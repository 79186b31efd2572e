import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { origin, startProduction, type Production, type Reply } from './production.ts'

let production: Production
beforeAll(async () => {
  production = await startProduction()
})
afterAll(() => production.close())

const paths = [
  '/',
  '/sign-in',
  '/service-desk',
  '/assets/app-1.js',
  '/favicon.svg',
  '/config.json',
  '/schema.graphql',
  '/graphql',
  '/auth/login',
  '/auth/callback?state=x',
  '/auth/logout',
  '/health/live',
  '/health/ready',
  '/api/health',
  '/metrics',
  '/nothing',
  '/nothing.js',
]

interface Seen extends Reply {
  readonly what: string
}

async function all(): Promise<Seen[]> {
  const seen: Seen[] = []
  for (const path of paths) {
    for (const [who, browser] of [
      ['signed out', production.anybody],
      ['signed in', production.maya],
    ] as const) {
      for (const method of ['GET', 'POST']) {
        // It would end the session of the others.
        if (path === '/auth/logout' && who === 'signed in') continue
        const reply = await browser.ask(origin + path, { method })
        seen.push({ what: `${method} ${path} ${who}`, ...reply })
      }
    }
  }
  return seen
}

describe('every response', () => {
  let seen: Seen[]
  beforeAll(async () => {
    seen = await all()
  })
  const without = (isRight: (reply: Seen) => boolean) => seen.filter((each) => !isRight(each)).map(({ what }) => what)

  test('tells browsers to come by https, to guess no type, and to say nothing of where they were', () => {
    expect(
      without(
        ({ headers }) =>
          headers.get('strict-transport-security') === 'max-age=31536000' &&
          headers.get('x-content-type-options') === 'nosniff' &&
          headers.get('referrer-policy') === 'same-origin',
      ),
    ).toEqual([])
  })

  test('may be framed by nobody, and runs scripts of the gateway alone', () => {
    const policy = ({ headers }: Seen) => headers.get('content-security-policy') ?? ''

    expect(without((reply) => policy(reply).includes("frame-ancestors 'none'"))).toEqual([])
    expect(
      without((reply) => policy(reply).includes("default-src 'none'") && policy(reply).includes("base-uri 'none'")),
    ).toEqual([])
    expect(
      without((reply) => !/unsafe-inline|unsafe-eval|script-src [^;]*\*|script-src [^;]*data:/.test(policy(reply))),
    ).toEqual([])
  })

  test('is shared with no other origin', () => {
    expect(without(({ headers }) => headers.get('cross-origin-resource-policy') === 'same-origin')).toEqual([])
    expect(without(({ headers }) => headers.get('cross-origin-opener-policy') === 'same-origin')).toEqual([])
    expect(without(({ headers }) => ![...headers.keys()].some((name) => name.startsWith('access-control-')))).toEqual(
      [],
    )
  })

  test('with a body has a type that fits it, and names UTF-8 where it is text', () => {
    const isRight = ({ headers, text }: Seen) => {
      const type = headers.get('content-type') ?? ''
      if (text === '') return true
      if (/^\s*[{[]/.test(text)) return /^application\/(json|graphql-response\+json); ?charset=utf-8$/i.test(type)
      return (
        /^(text\/(html|javascript|plain)|image\/svg\+xml|application\/javascript)/.test(type) && /utf-8/i.test(type)
      )
    }

    expect(without(isRight)).toEqual([])
  })

  test('names no program and no version', () => {
    expect(without(({ headers }) => !headers.has('server') && !headers.has('x-powered-by'))).toEqual([])
    // Metrics say which Node runs, to whoever may reach them: SECURITY.md keeps them from the public.
    const pages = seen.filter(({ what }) => !what.includes('/metrics'))
    expect(
      pages.filter(({ text }) => /node_modules|at .+\.ts:\d+|Node\.js v/.test(text)).map(({ what }) => what),
    ).toEqual([])
  })

  test('that is for one person or about signing in is kept by nobody', () => {
    const isPrivate = ({ what }: Seen) => /auth|graphql|config|signed in$/.test(what) && !/assets|favicon/.test(what)
    const wrong = seen
      .filter(isPrivate)
      .filter(({ status }) => status < 400)
      .filter(({ headers }) => !/no-store|no-cache/.test(headers.get('cache-control') ?? ''))
      .filter(({ what }) => !/metrics|health/.test(what))

    expect(wrong.map(({ what }) => what)).toEqual([])
  })

  test('shows no secret and no token', () => {
    const { config } = production.world
    const secrets = [
      config.oidc.client?.secret ?? '',
      ...(config.oidc.client?.sessionKeys ?? []).map((key) => key.toString('base64')),
      production.token,
    ]
    const found = seen.filter((reply) =>
      secrets.some((secret) => `${JSON.stringify([...reply.headers])}${reply.text}`.includes(secret)),
    )

    expect(secrets.filter((secret) => secret.length < 10)).toEqual([])
    expect(found.map(({ what }) => what)).toEqual([])
  })
})

describe('the bundle of the portal', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  let files: { name: string; text: string }[]
  beforeAll(() => {
    const folder = join(root, 'dist/portal')
    files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), 'latin1') }))
  })
  const having = (pattern: RegExp) => files.filter(({ text }) => pattern.test(text)).map(({ name }) => name)

  test('has no source map and no file that is not for browsers', () => {
    expect(files.length).toBeGreaterThan(5)
    expect(files.filter(({ name }) => /\.(map|ts|tsx|env|db)$/.test(name)).map(({ name }) => name)).toEqual([])
    expect(having(/sourceMappingURL/)).toEqual([])
  })

  test('names no setting that is secret, and nothing of the server', () => {
    expect(
      having(
        /AUTOTASK_SECRET|AUTOTASK_USERNAME|HUBSPOT_API_KEY|OIDC_CLIENT_SECRET|SESSION_KEYS|CREDENTIALS_KEYS|DATABASE_URL/,
      ),
    ).toEqual([])
    expect(having(/node:(fs|crypto|http)|client_secret|grant_type|ApiIntegrationCode/)).toEqual([])
  })

  test('knows nothing of access tokens or the session', () => {
    expect(having(/access_token|refresh_token|id_token|__Host-session/)).toEqual([])
  })

  test('makes no code of text', () => {
    expect(having(/\beval\(|new Function\(/)).toEqual([])
  })
})
