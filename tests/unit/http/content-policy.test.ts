import { expect, test } from 'vitest'
import { chatSources } from '../../../server/http/chat-sources.ts'
import { createContentPolicy } from '../../../server/http/content-policy.ts'

const own = { issuerOrigin: 'https://issuer.example', inlineScripts: [`'sha256-abc'`] }
const directives = (policy: string) =>
  Object.fromEntries(policy.split('; ').map((text) => [text.slice(0, text.indexOf(' ')), text.split(' ').slice(1)]))

test('a page loads what the gateway serves and nothing else of anybody’s', () => {
  expect(directives(createContentPolicy(own))).toEqual({
    'default-src': [`'none'`],
    'script-src': [`'self'`, `'sha256-abc'`],
    'style-src': [`'self'`],
    'img-src': [`'self'`, 'data:'],
    'font-src': [`'self'`],
    'connect-src': [`'self'`],
    'manifest-src': [`'self'`],
    'frame-ancestors': [`'none'`],
    'base-uri': [`'none'`],
    'form-action': [`'self'`, 'https://issuer.example'],
  })
})

test('without sign-in a form ends nowhere else', () => {
  expect(createContentPolicy({ ...own, issuerOrigin: null })).toMatch(/form-action 'self'$/)
})

test('with HubSpot’s chat the loader of every region may run, and what it brings along', () => {
  const policy = directives(createContentPolicy(own, chatSources(null)))

  expect(policy['script-src']).toEqual(
    expect.arrayContaining([`'sha256-abc'`, 'https://*.hs-scripts.com', 'https://*.usemessages.com']),
  )
  expect(policy['frame-src']).toEqual(['https://*.hubspot.com'])
  expect(policy['connect-src']).toContain('https://*.hubapi.com')
  expect(policy['style-src']).toContain(`'unsafe-inline'`)
  for (const name of ['default-src', 'frame-ancestors', 'base-uri', 'form-action']) {
    expect(policy[name]).toEqual(directives(createContentPolicy(own))[name])
  }
})

test('no script stands in the page unnamed, and none is made of text, with the chat or without', () => {
  for (const sources of [{}, chatSources(null), chatSources('http://127.0.0.1:9002')]) {
    expect(directives(createContentPolicy(own, sources))['script-src']).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/unsafe|^\*$|^https?:$/)]),
    )
  }
})

test('a simulated chat is allowed from its own origin and from nowhere else', () => {
  const policy = createContentPolicy(own, chatSources('http://127.0.0.1:9002'))

  expect(directives(policy)['script-src']).toEqual([`'self'`, `'sha256-abc'`, 'http://127.0.0.1:9002'])
  expect(policy).not.toMatch(/hubspot|hs-scripts/)
})
