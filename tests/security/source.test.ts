import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/*
 * What the program does not do at all. A word in a comment counts as well: there is none that would have to be there.
 */

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .filter((name) => !name.endsWith('.gen.ts'))
    .map((name) => ({ name, text: readFileSync(root + name, 'utf8') }))
const server = read('server/**/*.ts')
const client = read('client/**/*.{ts,tsx,js,html}')
const having = (files: typeof server, pattern: RegExp) =>
  files.filter(({ text }) => pattern.test(text)).map(({ name }) => name)

test('the sources are found, so that the rest means something', () => {
  expect(server.length).toBeGreaterThan(250)
  expect(client.length).toBeGreaterThan(80)
})

test('the server starts no other program', () => {
  expect(having(server, /child_process|node:cluster/)).toEqual([])
})

test('no code is made of text, in the server or the portal', () => {
  // A script of our own that Redis runs is no text of anybody else.
  expect(having([...server, ...client], /(?<!client\.)\beval\(|new Function\(|node:vm\b/)).toEqual([])
})

test('a pattern is never made of a text from outside', () => {
  // Built of parts that stand in the source, for the dates of HTTP.
  expect(having([...server, ...client], /new RegExp\(/)).toEqual(['server/vendors/kit/retry-after.ts'])
})

test('SQL is written with parameters: raw text is in a migration alone, which takes none', () => {
  expect(having(server, /sql\.raw\(/)).toEqual(['server/database/migrations/0006-vendor-slots.ts'])
})

test('the portal writes text, never HTML', () => {
  expect(
    having(client, /innerHTML|outerHTML|dangerouslySetInnerHTML|insertAdjacentHTML|document\.write|srcdoc/i),
  ).toEqual([])
})

test('the portal opens no socket, and listens to its own tabs alone', () => {
  // A channel between tabs of one origin.
  expect(having(client, /addEventListener\('message'|onmessage/)).toEqual(['client/changes/sent-elsewhere.ts'])
  expect(having(client, /new WebSocket|new EventSource/)).toEqual([])
  expect(having(server, /WebSocket|'upgrade'/)).toEqual([])
})

test('ciphers are AES-256-GCM alone', () => {
  const named = server.flatMap(({ text }) =>
    [...text.matchAll(/create(?:Cipher|Decipher)iv\('([^']+)'/g)].map(([, name]) => name),
  )

  expect(new Set(named)).toEqual(new Set(['aes-256-gcm']))
})

test('hashes are SHA-256, but for the names that Redis gives to scripts', () => {
  const named = server.flatMap(({ name, text }) =>
    [...text.matchAll(/create(?:Hash|Hmac)\('([^']+)'/g)].map(([, hash]) =>
      `${hash} ${hash === 'sha256' ? '' : name}`.trim(),
    ),
  )

  expect(new Set(named)).toEqual(new Set(['sha256', 'sha1 server/vendors/slots/redis-scripts.ts']))
})

test('chance that matters is of the system: Math.random only spreads repeated calls', () => {
  expect(having(server, /Math\.random/)).toEqual([
    'server/vendors/kit/call-planner.ts',
    'server/vendors/kit/vendor-http.ts',
  ])
})

test('certificates are never taken unchecked', () => {
  expect(
    having(server, /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity|secureProtocol|minVersion/),
  ).toEqual([])
})

test('the image has what runs and nothing else: no tests, simulators or version control', () => {
  const copied = [
    ...readFileSync(`${root}Dockerfile`, 'utf8').matchAll(/^COPY (?:--from=\S+ )?(?:--chown=\S+ )?(.+) \S+$/gm),
  ]
  const last =
    readFileSync(`${root}Dockerfile`, 'utf8')
      .split(/^FROM /m)
      .at(-1) ?? ''

  expect(copied.length).toBeGreaterThan(2)
  expect(last).not.toMatch(/COPY (?:--\S+ )*\. |tests|simulators|bench|\.git\b/)
  expect(last).toMatch(/^USER (?!root)/m)
})

test('no library reads XML, LDAP, SAML, LaTeX or templates, sends mail, or speaks to memcache', () => {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  const names = Object.keys(packages).filter((path) => path !== '' && !packages[path]?.dev)

  expect(names.length).toBeGreaterThan(100)
  expect(
    names.filter((name) =>
      /xml|libxslt|xpath|ldap|saml|latex|katex|handlebars|mustache|\/ejs|\/pug|nunjucks|nodemailer|smtp|imap|memcache|memjs|\/ws$|socket\.io|multer|busboy|formidable/i.test(
        name,
      ),
    ),
  ).toEqual([])
})
