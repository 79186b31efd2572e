import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteStandstill } from '../../../../server/standstill.ts'
import { createTransport } from '../../../../server/vendors/kit/transport.ts'

let connections = 0
const server = createServer((_, response) => response.end('{}')).on('connection', () => void (connections += 1))
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('connections are used again, but not those that were idle while the process stood still', async () => {
  const transport = createTransport({ maxAnswerBytes: 1_000 })
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const send = () => transport.send({ method: 'GET', url, headers: {}, entity: 'tickets' }, 60_000)
  await send()
  await send()
  expect(connections).toBe(1)

  noteStandstill()
  await send()
  await send()
  expect(connections).toBe(2)
  transport.close()
})
