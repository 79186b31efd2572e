import { Agent, request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import type { ConnectionTimes } from '../../../server/http/connections.ts'
import type { Route } from '../../../server/http/http-context.ts'
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../../../server/http/http-server.ts'
import { readJsonText } from '../../../server/http/read-body.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

async function start(route: Route, times: Partial<ConnectionTimes> = {}, limits: Partial<HttpServerOptions> = {}) {
  const log: { level: number; msg: string; err?: unknown }[] = []
  const logger = createLogger({
    level: 'trace',
    secrets: [],
    destination: { write: (line: string) => void log.push(JSON.parse(line) as (typeof log)[number]) },
  })
  const server: HttpServer = createHttpServer({
    routes: { '/': route },
    times: { checkMs: 20, ...times },
    logger,
    ...limits,
  })
  const port = await server.listen({ port: 0, host: '127.0.0.1' })
  endings.push(() => server.close(0))
  return { server, port, log }
}

function dial(port: number): { socket: Socket; answer: Promise<string> } {
  const socket = connect(port, '127.0.0.1')
  endings.push(() => socket.destroy())
  return { socket, answer: text(socket).catch(() => 'cut off') }
}

const ok: Route = ({ response }) => void response.end('ok')
const readBody: Route = async ({ request, response }) => void response.end(await readJsonText(request))
const statusLine = async (answer: Promise<string>) => (await answer).split('\r\n')[0]

describe('a caller that takes its time', () => {
  test('with the first byte is sent away', async () => {
    const { port } = await start(ok, { headersMs: 50, requestMs: 60 })

    expect(await statusLine(dial(port).answer)).toBe('HTTP/1.1 408 Request Timeout')
  })

  test('with its headers is sent away', async () => {
    const { port } = await start(ok, { headersMs: 50, requestMs: 60 })
    const { socket, answer } = dial(port)
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n')

    expect(await statusLine(answer)).toBe('HTTP/1.1 408 Request Timeout')
  })

  test('with its body is sent away, which is no fault of ours', async () => {
    const { port, log } = await start(readBody, { headersMs: 50, requestMs: 100 })
    const { socket, answer } = dial(port)
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{')

    expect(await statusLine(answer)).toBe('HTTP/1.1 408 Request Timeout')
    expect(log.filter(({ level }) => level >= 40)).toEqual([])
  })

  test('with reading an answer is cut off, but not while the answer is made', async () => {
    const made = Promise.withResolvers<void>()
    const cutOff = Promise.withResolvers<void>()
    const { port } = await start(
      async ({ response }) => {
        response.once('close', cutOff.resolve)
        await made.promise
        response.end(Buffer.alloc(64 * 2 ** 20))
      },
      { silentMs: 100 },
    )
    // Without a reader, which would go on reading however often the socket is paused.
    const socket = connect(port, '127.0.0.1')
    endings.push(() => socket.destroy())
    const closed = once(socket, 'close')
    socket.on('error', () => undefined)
    socket.pause()
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    // Several times as long as nothing may move.
    await new Promise((resolve) => setTimeout(resolve, 400))
    made.resolve()
    await cutOff.promise
    socket.resume()
    await closed
    expect(socket.bytesRead).toBeGreaterThan(0)
    expect(socket.bytesRead).toBeLessThan(64 * 2 ** 20)
  })

  test('between two requests keeps its connection, for longer than headers may take', async () => {
    const { port } = await start(ok, { keepAliveMs: 60_000, headersMs: 50, requestMs: 60 })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    endings.push(() => agent.destroy())
    const ask = async () => {
      const call = request({ port, host: '127.0.0.1', agent }).end()
      const [response] = (await once(call, 'response')) as [IncomingMessage]
      return { text: await text(response), isReused: call.reusedSocket }
    }

    expect(await ask()).toEqual({ text: 'ok', isReused: false })
    // Several times the time that headers have, and that is looked at.
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await ask()).toEqual({ text: 'ok', isReused: true })
  })
})

describe('an address with many connections', () => {
  const greet = async (port: number) => {
    const { socket, answer } = dial(port)
    socket.on('error', () => undefined)
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    const first = await Promise.race([once(socket, 'data').then(() => 'answered'), answer])
    return { socket, first: first === 'answered' ? 'answered' : 'closed' }
  }

  test('gets no more than allowed, and another one for each that it closes', async () => {
    const { port, log } = await start(ok, {}, { connectionsPerAddress: 3 })
    const open = []
    for (let nth = 0; nth < 5; nth++) open.push(await greet(port))
    expect(open.map(({ first }) => first)).toEqual(['answered', 'answered', 'answered', 'closed', 'closed'])
    expect(log.filter(({ msg }) => msg === 'too many connections from one address')).not.toEqual([])

    open[0]?.socket.destroy()
    await expect.poll(async () => (await greet(port)).first).toBe('answered')
  })

  test('gets as many as it likes, if it is a trusted proxy', async () => {
    const { port } = await start(ok, {}, { connectionsPerAddress: 1, isTrustedProxy: () => true })
    const open = [await greet(port), await greet(port), await greet(port)]
    expect(open.map(({ first }) => first)).toEqual(['answered', 'answered', 'answered'])
  })
})

describe('a caller that leaves', () => {
  test.each([
    ['ends', (socket: Socket) => socket.end()],
    ['breaks off', (socket: Socket) => socket.resetAndDestroy()],
  ])('in the middle of its body (%s) is noted in one line, without a stack', async (_, leave) => {
    const { port, log } = await start(readBody)
    const { socket } = dial(port)
    socket.on('error', () => undefined)
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{')
    await once(socket, 'connect')
    setTimeout(() => leave(socket), 50)

    await expect.poll(() => log.map(({ msg }) => msg)).toContain('client disconnected before its request was complete')
    expect(log.filter(({ level, err }) => level >= 40 || err !== undefined)).toEqual([])
  })

  test('in the middle of its headers, or sends no HTTP at all, leaves no error behind', async () => {
    const { port, log } = await start(ok)
    const half = dial(port)
    half.socket.end('GET / HTT')
    const nonsense = dial(port)
    nonsense.socket.write('\u0016\u0003\u0001nonsense\r\n\r\n')

    expect(await statusLine(nonsense.answer)).toBe('HTTP/1.1 400 Bad Request')
    await half.answer
    expect(log.filter(({ level }) => level >= 40)).toEqual([])
  })
})

test('while it lets go of its callers, it takes requests, also on new connections, and ends each with its answer', async () => {
  const { server, port } = await start(ok)
  const waiting = dial(port)
  await once(waiting.socket, 'connect')
  server.dismiss()
  const fresh = dial(port)
  for (const { socket } of [waiting, fresh]) socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')

  for (const { answer } of [waiting, fresh]) {
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n(.*\r\n)*connection: close\r\n/i)
  }
})

test('while it closes, an answer tells its caller to let go of the connection', async () => {
  const held = Promise.withResolvers<void>()
  const entered = Promise.withResolvers<void>()
  const { server, port } = await start(async ({ response }) => {
    entered.resolve()
    await held.promise
    response.end('ok')
  })
  const { socket, answer } = dial(port)
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await entered.promise
  const closed = server.close(5_000)
  held.resolve()
  await closed

  expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n(.*\r\n)*connection: close\r\n/i)
})
