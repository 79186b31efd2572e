import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { readOperations } from './persisted-operations.ts'

/** Paths proxied to the gateway; everything else is the portal itself. */
const gatewayPaths = ['/auth', '/config.json', '/health', '/api/health']

/**
 * `vite` in front of a running gateway (`GATEWAY_URL`, http://localhost:8000 unless set). The portal sends hashes as it
 * does in production; they are put back into text here, from the files as they are now, so that a query can be edited
 * without a build. With `PORTAL_TOKEN` (see `npm run token`) every request is sent with that token instead of a
 * session.
 */
export function devGateway(): Plugin {
  const target = process.env['GATEWAY_URL'] ?? 'http://localhost:8000'
  const token = process.env['PORTAL_TOKEN']
  const documents = fileURLToPath(new URL('..', import.meta.url))
  return {
    name: 'portal-dev-gateway',
    apply: 'serve',
    config: () => ({
      server: { proxy: Object.fromEntries(gatewayPaths.map((path) => [path, { target }])) },
    }),
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        // As the gateway does: /sign-in is a page of its own.
        request.url = request.url?.replace(/^\/sign-in(?=\?|$)/, '/sign-in.html')
        next()
      })
      server.middlewares.use('/graphql', (request, response, next) => {
        if (request.method !== 'POST') return next()
        void forward(request, response)
      })
    },
  }

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answer = await ask(request)
      response.statusCode = answer.status
      for (const name of ['content-type', 'x-request-id', 'x-vendor-calls', 'retry-after']) {
        const value = answer.headers.get(name)
        if (value !== null) response.setHeader(name, value)
      }
      response.end(await answer.text())
    } catch (error) {
      response.statusCode = 502
      response.end(`No gateway at ${target}: ${String(error)}`)
    }
  }

  async function ask(request: IncomingMessage): Promise<Response> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const { extensions, ...body } = JSON.parse(Buffer.concat(chunks).toString()) as {
      extensions?: { persistedQuery?: { sha256Hash?: string } }
    }
    const hash = extensions?.persistedQuery?.sha256Hash
    const operation = (await readOperations(documents)).find((operation) => operation.hash === hash)
    return fetch(`${target}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-portal': '1',
        ...(token ? { authorization: `Bearer ${token}` } : { cookie: request.headers.cookie ?? '' }),
      },
      body: JSON.stringify(operation ? { ...body, query: operation.text } : { ...body, extensions }),
    })
  }
}
