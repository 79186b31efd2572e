import { afterEach, beforeEach, expect, test } from 'vitest'
import type { IdentitySimulator } from '../../../../simulators/identity/identity-simulator.ts'
import { startIdentity } from './sim-client.ts'

let identity: IdentitySimulator

beforeEach(async () => {
  identity = await startIdentity()
})
afterEach(() => identity.close())

const authorize = (redirectUri: string) => {
  const query = new URLSearchParams({
    client_id: 'portal',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid graph.use',
    state: 'state-1',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })
  return fetch(`${identity.url}/auth?${query}`, { redirect: 'manual' })
}

/** The sign-in page of a flow just begun, and how its form is posted. */
async function openPage() {
  const begun = await authorize('http://localhost:8000/auth/callback')
  const url = new URL(begun.headers.get('location') ?? '', identity.url)
  const cookie = begun.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
  const headers = { cookie }
  return {
    url,
    text: await (await fetch(url, { headers })).text(),
    post: (fields: Record<string, string>) =>
      fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' }),
  }
}

test('shows everybody with their role, each as a button', async () => {
  const { text } = await openPage()
  const buttons = [...text.matchAll(/<li><button name="user" value="[^"]+"[\s\S]*?<\/button>/g)].map(([button]) =>
    [...button.matchAll(/class="(?:name|mail|role)">([^<]*)/g)].map(([, words]) => words),
  )

  expect(buttons).toEqual([
    ['Maya Fernandes', 'maya.fernandes@msp.example', 'Viewer'],
    ['Søren Østergård', 'soren.ostergard@msp.example', 'Viewer'],
    ['Priya Raman', 'priya.raman@msp.example', 'Operator, all tenants'],
    ['Tomás Núñez', 'tomas.nunez@msp.example', 'Operator, acme only'],
    ['Grace Okafor', 'grace.okafor@msp.example', 'Operator, globex only'],
    ['Helen Marsh', 'helen.marsh@msp.example', 'Admin'],
    ['Kenji Watanabe', 'kenji.watanabe@msp.example', 'No role'],
  ])
})

test('refuses somebody who is not there', async () => {
  const { post } = await openPage()

  expect((await post({ user: 'nobody' })).status).toBe(400)
})

test('is nothing to a browser that did not begin there', async () => {
  const { url } = await openPage()
  const response = await fetch(url)

  expect([response.status, (await response.text()).includes('This sign-in has run out.')]).toEqual([400, true])
})

test.each([
  ['http://localhost:8000/auth/callback', 303],
  ['http://localhost:41234/auth/callback', 303],
  ['http://127.0.0.1:41234/auth/callback', 303],
  ['http://localhost:8000/elsewhere', 400],
  ['http://localhost:8000/auth/callback?x=1', 400],
  ['http://localhost.evil.test/auth/callback', 400],
  ['https://localhost:8000/auth/callback', 400],
  ['https://portal.example.com/auth/callback', 400],
])('sends people back to %s: %i', async (redirectUri, status) => {
  expect((await authorize(redirectUri)).status).toBe(status)
})
