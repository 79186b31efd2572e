import { createServer } from 'node:http'
import { listen } from './shared/listen.ts'
import type { Records } from './shared/load-records.ts'
import { listTickets } from './shared/resolvers.ts'
import { startPeer } from './shared/start-peer.ts'

/*
 * The records as a small REST API answers them at once, for the servers that are proxies of such an API and hold nothing
 * themselves.
 */
function answer(records: Records, { pathname, searchParams }: URL): unknown {
  const named = (all: Records['companies']) =>
    (searchParams.get('ids') ?? '').split(',').flatMap((id) => all.get(id) ?? [])
  if (pathname === '/companies') return named(records.companies)
  if (pathname === '/resources') return named(records.resources)
  const [from, to] = [searchParams.get('from') ?? '', searchParams.get('to') ?? '']
  return listTickets(records, { range: { from, to }, first: Number(searchParams.get('first')) })
}

let asked = 0

await startPeer(async (records) => {
  const server = createServer((request, response) => {
    asked++
    const body = JSON.stringify(answer(records, new URL(request.url ?? '', 'http://localhost')))
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  })
  // A proxy under no load for a while would otherwise ask on connections that are being closed.
  server.keepAliveTimeout = 600_000
  return listen(server)
})

// How often it was asked since the last message.
process.on('message', () => {
  process.send?.({ calls: asked })
  asked = 0
})
