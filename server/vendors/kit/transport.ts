import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import got, { type Response } from 'got'
import { systemClock, type Clock } from '../../clock.ts'
import { standstillEndedAt } from '../../standstill.ts'
import { readBody } from './read-body.ts'
import type { VendorAnswer, VendorCall } from './vendor-call.ts'

export interface TransportOptions {
  /** For backoffs until an instant; the system clock by default. */
  readonly clock?: Clock
  /** Maximum response size after decompression, in bytes. */
  readonly maxAnswerBytes: number
  /** Custom DNS lookup for a URL's host. Connections are made to its result. */
  readonly lookupFor?: (url: URL) => LookupFunction | undefined
}

/** Sends single requests over kept-alive connections. */
export interface Transport {
  /** @throws RequestError of got, or BodyTooLargeError */
  send(call: VendorCall, timeoutMs: number): Promise<VendorAnswer>
  close(): void
}

/** Does not follow redirects, which would send credentials to another host. */
export function createTransport({ clock = systemClock, maxAnswerBytes, lookupFor }: TransportOptions): Transport {
  const agent = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }
  const client = got.extend({
    agent,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    headers: { 'user-agent': 'msp-graph', accept: 'application/json' },
  })
  let usedAt = -Infinity

  /** After a standstill, idle connections may be gone without a sign of it. */
  function dropStale(): void {
    if (standstillEndedAt() > usedAt) {
      const idle = [agent.http, agent.https].flatMap(({ freeSockets }) => Object.values(freeSockets))
      for (const socket of idle.flat()) socket?.destroy()
    }
    usedAt = performance.now()
  }

  return {
    async send({ method, url, headers, body, signal }, timeoutMs) {
      dropStale()
      const lookup = lookupFor?.(url)
      const stream = client.stream(url, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeout: { request: Math.max(1, timeoutMs) },
        ...(signal && { signal }),
        ...(lookup && { dnsLookup: lookup }),
      })
      // The reader of the stream gets the error; errors after it was closed are irrelevant.
      stream.on('error', () => undefined)
      const responded = new Promise<Response>((resolve) => stream.once('response', resolve))
      const text = await readBody(stream, maxAnswerBytes)
      const { statusCode: status, headers: answered } = await responded
      return { status, headers: answered, body: text, receivedAt: clock() }
    },
    close() {
      agent.http.destroy()
      agent.https.destroy()
    },
  }
}
