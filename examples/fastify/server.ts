import { createRequestListener } from '@remix-run/node-fetch-server'
import { fastify } from 'fastify'
import { createGraph } from 'msp-graph'
import { principalOf } from '../people.ts'

// A Fastify app of your own, with the graph as a plugin. Settings come from the environment (see .env.example).

const graph = await createGraph({ principalOf })
const handle = createRequestListener(graph.handler)
const app = fastify()

app.register(async (scope) => {
  // In this scope alone: the graph reads the body itself, when it knows the caller.
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _body, done) => done(null))
  scope.all('/graphql', async (request, reply) => {
    reply.hijack()
    handle(request.raw, reply.raw)
  })
})

app.get('/healthz', async () => ({ ok: true }))
app.addHook('onClose', async () => graph.close())

const address = await app.listen({ port: Number(process.env['PORT'] ?? 3000) })
console.log(`Listening on ${address}`)
process.once('SIGTERM', () => void app.close())
