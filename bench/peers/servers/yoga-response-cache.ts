import { createInMemoryCache, defaultBuildResponseCacheKey } from '@envelop/response-cache'
import { useResponseCache } from '@graphql-yoga/plugin-response-cache'
import { listen } from './shared/listen.ts'
import { startPeer } from './shared/start-peer.ts'
import { createYogaServer } from './shared/yoga-server.ts'

// As its page on response caching says for answers that depend on the user: the session is the Authorization header. The
// key leaves it out where a document does not ask who the user is, so that people share what is the same for all.
const responseCache = useResponseCache({
  session: (request) => request.headers.get('authorization'),
  buildResponseCacheKey: (params) =>
    defaultBuildResponseCacheKey({
      ...params,
      sessionId: params.documentString.includes('viewer') ? params.sessionId : null,
    }),
  cache: createInMemoryCache({ max: 1_000 }),
  ttl: 60_000,
})

await startPeer(async (records) => listen(createYogaServer(records, [responseCache])))
