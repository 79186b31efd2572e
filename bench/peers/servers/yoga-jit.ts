import { useGraphQlJit } from '@envelop/graphql-jit'
import { listen } from './shared/listen.ts'
import { startPeer } from './shared/start-peer.ts'
import { createYogaServer } from './shared/yoga-server.ts'

await startPeer(async (records) => listen(createYogaServer(records, [useGraphQlJit()])))
