import { createMercuriusServer, listenLocally } from './shared/mercurius-server.ts'
import { startPeer } from './shared/start-peer.ts'

await startPeer(async (records) => listenLocally(await createMercuriusServer(records)))
