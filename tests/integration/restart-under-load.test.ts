import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { holdSocket, type SharedSocket } from '../support/shared-socket.ts'
import { startLoad } from '../support/steady-load.ts'
import { createGraphClient, gatewayEnvironment, startWorldSimulators } from '../support/world.ts'

let simulators: Simulators
let socket: SharedSocket

beforeAll(async () => {
  simulators = await startWorldSimulators({ scale: 0.02, now: new Date().toISOString() })
  socket = await holdSocket({ ...gatewayEnvironment(simulators), DRAIN_SECONDS: '3' })
})
afterAll(async () => {
  await socket.close()
  await simulators.close()
})

test('a restart under load fails no request, whether another gateway runs meanwhile or none', async () => {
  const first = await socket.start()
  const token = await createGraphClient(socket.url, simulators).token('viewer')
  const load = startLoad({
    url: `${socket.url}/graphql`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ viewer { id } tickets(first: 1) { totalCount } }' }),
    connections: 8,
  })
  await load.more(200)
  // Alone: who connects after it has ended waits for the next.
  await first.stop()
  const second = await socket.start()
  await load.more(200)
  const third = await socket.start()
  await second.stop()
  await load.more(200)
  await load.stop()

  expect(load.failures).toEqual([])
  for (const { output } of [first, second]) expect(await output()).toMatch(/"msg":"draining"[^]*ended 0$/m)
  expect(await third.output()).toContain('"msg":"request completed"')
})

test('an idle connection is kept for longer than nginx (60 to 75 s) and Application Load Balancer (60 s) keep theirs', async () => {
  const { headers } = await fetch(`${socket.url}/health/live`)

  expect(headers.get('connection')).toBe('keep-alive')
  expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(75)
})
