import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpEvent } from '../../../server/lambda/http-event.ts'
import type { HttpResult } from '../../../server/lambda/http-result.ts'
import type { Outcome } from './environment.ts'

/** The address of a function. */
export interface FunctionUrl {
  readonly url: string
  /** The port is known before the function is, whose settings name it. */
  connect(invoke: (event: HttpEvent) => Promise<Outcome>): void
  close(): Promise<void>
}

/** The largest result of a function, in bytes (6 MB and some). */
const mostBytes = 6_291_556

/** Passes requests on to a function in payload format 2.0, as function URLs and HTTP APIs do. */
export async function startFunctionUrl(): Promise<FunctionUrl> {
  let invoke: ((event: HttpEvent) => Promise<Outcome>) | null = null
  const server = createServer((request, response) => void pass(request, response))
  // Longer than any test: a connection that is closed while a request is on its way looks like an error of the function.
  server.keepAliveTimeout = 3_600_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const outcome = await invoke?.(await toEvent(request))
    if (!outcome || 'error' in outcome || JSON.stringify(outcome.result).length > mostBytes) {
      response.writeHead(502, { 'content-type': 'application/json' }).end('{"message":"Internal Server Error"}')
      return
    }
    const { statusCode, headers, cookies, body, isBase64Encoded } = outcome.result as HttpResult
    const lines = { ...headers, ...(cookies && { 'set-cookie': cookies }) } as Record<string, string | string[]>
    response.writeHead(statusCode, lines)
    response.end(body === undefined ? undefined : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'))
  }

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    connect: (to) => void (invoke = to),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The event that stands for a request. */
export async function toEvent(request: IncomingMessage): Promise<HttpEvent> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  const body = Buffer.concat(pieces)
  const [rawPath = '/', rawQueryString = ''] = (request.url ?? '/').split(/\?(.*)/s)
  const { cookie, ...others } = request.headersDistinct
  const headers = Object.fromEntries(Object.entries(others).map(([name, values]) => [name, values?.join(',')]))
  const isText = /json|text|urlencoded/.test(headers['content-type'] ?? '')
  // With all that it has, of which the handler uses a part.
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookie && { cookies: cookie.flatMap((line) => line.split(/; */)) }),
    headers: { ...headers, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'function',
      domainName: request.headers.host ?? '',
      domainPrefix: 'function',
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: 'request',
      routeKey: '$default',
      stage: '$default',
      time: '28/Nov/2026:03:00:00 +0000',
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  }
  return event
}
