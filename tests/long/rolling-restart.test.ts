import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { startNginx, type Nginx } from '../support/nginx/start-nginx.ts'
import { startPostgres, type Postgres } from '../support/postgres/start-postgres.ts'
import { holdSocket, type SharedSocket } from '../support/shared-socket.ts'
import { startLoad } from '../support/steady-load.ts'
import { findFreePort } from '../support/supervised/run-supervised.ts'
import { createGraphClient, gatewayEnvironment, startWorldSimulators } from '../support/world.ts'

const perSecond = 500
const rounds = 3

let postgres: Postgres
let simulators: Simulators
let socket: SharedSocket
let nginx: Nginx

beforeAll(async () => {
  ;[postgres, simulators] = await Promise.all([
    startPostgres(),
    startWorldSimulators({ scale: 0.2, now: new Date().toISOString() }),
  ])
  socket = await holdSocket({
    ...gatewayEnvironment(simulators),
    DATABASE_URL: postgres.url,
    TRUSTED_PROXIES: '127.0.0.1',
    DRAIN_SECONDS: '2',
  })
  nginx = await startNginx(await findFreePort(), new URL(socket.url).host, { limits: 'none' })
})
afterAll(async () => {
  await nginx.close()
  await socket.close()
  await Promise.all([simulators.close(), postgres.close()])
})

test(`at up to ${perSecond} requests a second through nginx, ${rounds} rolling restarts of two gateways fail none`, async () => {
  let gateways = [await socket.start(), await socket.start()]
  const token = await createGraphClient(socket.url, simulators).token('viewer')
  const load = startLoad(
    {
      url: `${nginx.url}/graphql`,
      ca: nginx.certificate.authority,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ viewer { id } tickets(first: 1) { totalCount } }' }),
      connections: 64,
    },
    perSecond,
  )
  const begun = performance.now()
  for (let round = 0; round < rounds; round += 1) {
    await load.more(perSecond)
    for (const gateway of gateways) {
      await gateway.stop()
      const next = await socket.start()
      gateways = [...gateways.filter((one) => one !== gateway), next]
      await load.more(perSecond)
    }
  }
  await load.stop()
  const seconds = (performance.now() - begun) / 1_000
  process.stdout.write(
    `${load.answered()} answered in ${seconds.toFixed(1)} s (${(load.answered() / seconds).toFixed(0)} a second), ` +
      `${load.failures.length} failed, the longest took ${load.longestMs().toFixed(0)} ms\n`,
  )

  expect(load.failures).toEqual([])
  expect(load.answered()).toBeGreaterThanOrEqual(perSecond * rounds * 3)
})
