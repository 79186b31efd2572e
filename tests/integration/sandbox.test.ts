import { request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as appModule from '../../server/app.ts'
import { readConfig } from '../../server/config/config.ts'
import { gatewayEnvironment, startWorldSimulators } from '../support/world.ts'
import type { Simulators } from '../../simulators/start-simulators.ts'

// As Node runs it, not through Vite (see tests/support/world.ts).
const { createApp } = createRequire(import.meta.url)('../../server/app.ts') as typeof appModule

const token = 'an-administrators-token'
let simulators: Simulators
let app: appModule.App
let port: number

beforeAll(async () => {
  simulators = await startWorldSimulators({ scale: 0.05 })
  const config = readConfig({ ...gatewayEnvironment(simulators), LOG_LEVEL: 'silent' })
  app = await createApp({ config, sandboxToken: async () => token, buildFolder: '/nowhere' })
  port = await app.listen()
})
afterAll(async () => {
  await app.close(0)
  await simulators.close()
})

async function open(headers: Record<string, string>): Promise<string> {
  const call = request({ host: '127.0.0.1', port, path: '/graphql', headers: { accept: 'text/html', ...headers } })
  const [response] = (await once(call.end(), 'response')) as [IncomingMessage]
  expect(response.statusCode).toBe(200)
  return text(response)
}

test('the Sandbox of the demo brings a token to a browser on this machine', async () => {
  expect(await open({ host: `localhost:${port}` })).toContain(token)
})

test.each([
  ['a page whose own name was made to point here', { host: 'evil.example' }],
  ['a browser behind a proxy', { host: 'localhost', 'x-forwarded-for': '203.0.113.9' }],
])('%s gets the Sandbox without it', async (_, headers) => {
  const page = await open(headers)

  expect(page).toContain('Sandbox')
  expect(page).not.toContain(token)
})

test('in development the gateway cannot be reached by another address of this machine', async () => {
  // Every address of 127.0.0.0/8 is this machine, and only one of them is listened to.
  const call = request({ host: '127.0.0.2', port })
  const [error] = (await once(call.end(), 'error')) as [NodeJS.ErrnoException]

  expect(error.code).toBe('ECONNREFUSED')
})
