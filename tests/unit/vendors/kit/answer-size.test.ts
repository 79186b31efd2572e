import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLogger } from '../../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../../server/telemetry/metrics.ts'
import {
  classifyConnectWiseResponse,
  connectWiseErrors,
} from '../../../../server/vendors/connectwise/classify-response.ts'
import { createVendorHttp } from '../../../../server/vendors/kit/vendor-http.ts'
import { newPlanner } from '../../../support/planners.ts'

const mebibyte = 1_024 * 1_024
const blanks = Buffer.alloc(16 * mebibyte, ' ')
const fastBrotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

/** Writes for as long as the other side takes it. */
function pour(outgoing: ServerResponse, piece: Buffer, times = Infinity): void {
  let left = times
  const more = () => {
    while (left-- > 0 && !outgoing.destroyed) if (!outgoing.write(piece)) return void outgoing.once('drain', more)
    outgoing.end()
  }
  more()
}

const zipped = gzipSync(blanks)
const answers: Record<string, (outgoing: ServerResponse) => void> = {
  // Members of a gzip stand one after the other: a whole GiB in one MB.
  gzip: (outgoing) => {
    outgoing.writeHead(200, { 'content-encoding': 'gzip' })
    pour(outgoing, zipped, 64)
  },
  br: (outgoing) => {
    outgoing.writeHead(200, { 'content-encoding': 'br' })
    outgoing.end(brotliCompressSync(Buffer.alloc(256 * mebibyte), fastBrotli))
  },
  deflate: (outgoing) => {
    outgoing.writeHead(200, { 'content-encoding': 'deflate' })
    outgoing.end(deflateSync(Buffer.alloc(256 * mebibyte), { level: 1 }))
  },
  'plain-600-MB': (outgoing) => {
    outgoing.writeHead(200, { 'content-length': 600_000_000 })
    pour(outgoing, blanks.subarray(0, 1_000_000), 600)
  },
  'without-end': (outgoing) => pour(outgoing, blanks.subarray(0, 64 * 1_024)),
  'error-without-end': (outgoing) => {
    outgoing.writeHead(400)
    pour(outgoing, blanks.subarray(0, 64 * 1_024))
  },
  'lists-in-lists': (outgoing) => outgoing.end('['.repeat(mebibyte)),
  'lists-in-lists-of-an-error': (outgoing) => {
    outgoing.writeHead(400)
    outgoing.end(`{"code":"X","message":"x","errors":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
  },
  'empty-lists': (outgoing) => outgoing.end(`[${'[],'.repeat(5 * mebibyte)}[]]`),
  'no-gzip': (outgoing) => {
    outgoing.writeHead(200, { 'content-encoding': 'gzip' })
    outgoing.end('[]')
  },
  'head-of-1-MB': (outgoing) => {
    for (let n = 0; n < 100; n++) outgoing.setHeader(`x-${n}`, 'x'.repeat(10_000))
    outgoing.end('[]')
  },
  'largest-page': (outgoing) => outgoing.end(JSON.stringify([{ text: 'ü'.repeat(7 * mebibyte) }])),
}

const requests: string[] = []
const server = createServer((incoming, outgoing) => {
  const name = (incoming.url ?? '').slice(1)
  requests.push(name)
  answers[name]?.(outgoing)
})
const http = createVendorHttp({
  errors: connectWiseErrors,
  plannerOf: () => newPlanner(),
  timeoutMs: 60_000,
  classifyResponse: classifyConnectWiseResponse,
  logger: createLogger({ level: 'silent' }),
  metrics: createMetrics(),
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  http.close()
  server.closeAllConnections()
  server.close()
})

function ask(name: string): Promise<unknown> {
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`)
  return http.call({ entity: 'notes', method: 'GET', url })
}

/** How much larger the process became at most while it ran, in bytes. */
async function growthOf(run: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss()
  let highest = before
  const timer = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 5)
  try {
    await run()
  } finally {
    clearInterval(timer)
  }
  return Math.max(highest, process.memoryUsage.rss()) - before
}

const tooLarge = 'ConnectWise gave an answer of more than 16 MiB, which is more than the gateway takes.'
const unreadable = 'ConnectWise gave an answer that could not be read.'

test.each([
  ['gzip', tooLarge],
  ['plain-600-MB', tooLarge],
  ['without-end', tooLarge],
  ['error-without-end', tooLarge],
  ['lists-in-lists', unreadable],
  ['lists-in-lists-of-an-error', unreadable],
  ['empty-lists', unreadable],
])(
  'an answer that is too much (%s) is refused after one call, at less than 256 MiB of memory',
  async (name, message) => {
    requests.length = 0
    const refusal = expect.objectContaining({ code: 'VENDOR_BAD_RESPONSE', message })
    const growth = await growthOf(() => expect(ask(name)).rejects.toEqual(refusal))

    expect(requests).toEqual([name])
    expect(growth).toBeLessThan(256 * mebibyte)
  },
)

test.each([
  ['br', tooLarge],
  ['deflate', tooLarge],
  ['no-gzip', unreadable],
  ['head-of-1-MB', unreadable],
])('an answer with a head or a compression that is too much (%s) is refused after one call', async (name, message) => {
  requests.length = 0
  await expect(ask(name)).rejects.toEqual(expect.objectContaining({ code: 'VENDOR_BAD_RESPONSE', message }))

  expect(requests).toEqual([name])
})

test('the largest page that is legal is read', async () => {
  expect(await ask('largest-page')).toEqual([{ text: 'ü'.repeat(7 * mebibyte) }])
})
