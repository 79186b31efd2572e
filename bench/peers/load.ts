import autocannon from 'autocannon'
import { quantile } from '../bars.ts'
import type { LoadOrder, LoadOutcome } from './load-order.ts'

/*
 * The load, in a process of its own: sends what its parent tells it to, on as many connections as there are people, each
 * with a person's token.
 */
let sent = 0

interface Client {
  setRequests(requests: readonly object[]): void
}

function requestsOf({ people, bodies, isNumbered }: LoadOrder, connection: number): object[] {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: people[connection % people.length],
  }
  return bodies.map((_, index) => {
    const offset = Math.floor((connection * bodies.length) / people.length)
    const body = bodies[(index + offset) % bodies.length] ?? ''
    const request = { method: 'POST', headers, body }
    if (!isNumbered) return request
    return { ...request, setupRequest: (usual: object) => ({ ...usual, body: body.replace('@', String(++sent)) }) }
  })
}

async function load(order: LoadOrder): Promise<LoadOutcome> {
  let connection = 0
  const before = process.cpuUsage()
  let bytes = 0
  const times: number[] = []
  const running = autocannon({
    url: `${order.url}/graphql`,
    method: 'POST',
    connections: order.people.length,
    duration: order.seconds,
    setupClient: (client: Client) => client.setRequests(requestsOf(order, connection++)),
  })
  // Its own figures of time are whole milliseconds, and those of bytes leave out what came after the last second.
  running.on('response', (_: Client, __: number, size: number, ms: number) => {
    bytes += size
    times.push(ms)
  })
  const result = await running
  const { user, system } = process.cpuUsage(before)
  const answers = times.length
  return {
    requestsPerSecond: answers / result.duration,
    answers,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    failures: result.non2xx + result.errors + result.timeouts,
    bytes: bytes / Math.max(1, answers),
    loadShare: (user + system) / 1e6 / result.duration,
  }
}

process.on('message', (order: LoadOrder) => {
  void load(order).then((outcome) => process.send?.(outcome))
})
process.once('disconnect', () => process.exit())
process.send?.('ready')
