import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface FakeRequest {
  method: string
  /** With its query. */
  path: string
  headers: IncomingHttpHeaders
  /** Parsed; null when there is none. */
  body: unknown
}

/**
 * What comes back: an answer (200 and JSON unless it says otherwise; a text as body goes out as it is), silence, a dropped
 * connection, or half of an answer.
 */
export type FakeAnswer =
  { status?: number; headers?: Record<string, string>; body?: unknown } | 'silence' | 'reset' | 'half'

export interface FakeVendor {
  /** Such as `http://127.0.0.1:40123/`. */
  readonly url: string
  /** Oldest first. */
  readonly requests: FakeRequest[]
  /** Answers every call from now on. */
  answer: (request: FakeRequest) => FakeAnswer
  close(): Promise<void>
}

/** A vendor on a free port that answers with whatever a test wants; at first with an empty object. */
export async function startFakeVendor(): Promise<FakeVendor> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming
    const body = await text(incoming)
    const request = { method, path, headers, body: body === '' ? null : (JSON.parse(body) as unknown) }
    fake.requests.push(request)
    send(outgoing, fake.answer(request))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeVendor = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests: [],
    answer: () => ({ body: {} }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return fake
}

function send(outgoing: ServerResponse, answer: FakeAnswer): void {
  if (answer === 'silence') return
  if (answer === 'reset') {
    outgoing.socket?.resetAndDestroy()
    return
  }
  if (answer === 'half') {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 })
    outgoing.write('{"items":[{"id":1', () => outgoing.destroy())
    return
  }
  const { status = 200, headers = {}, body = '' } = answer
  const isText = typeof body === 'string'
  outgoing.writeHead(status, { ...(isText ? {} : { 'content-type': 'application/json' }), ...headers })
  outgoing.end(isText ? body : JSON.stringify(body))
}
