import cache from 'mercurius-cache'
import { createMercuriusServer, listenLocally } from './shared/mercurius-server.ts'
import { startPeer } from './shared/start-peer.ts'

// mercurius-cache keeps what resolvers return, by their arguments. `viewer` is not cached: it is each person's own.
await startPeer(async (records) => {
  const app = await createMercuriusServer(records)
  await app.register(cache as never, {
    ttl: 60,
    policy: { Query: { tickets: true, activitySummary: true }, Ticket: { company: true, assignee: true } },
  })
  return listenLocally(app)
})
