import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { connect, type ClientHttp2Session } from 'node:http2'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startNginx, type Nginx } from '../support/nginx/start-nginx.ts'
import { findFreePort } from '../support/supervised/run-supervised.ts'
import { startWorld, type World } from '../support/world.ts'

/** testssl.sh: `apt-get install testssl.sh`, or a newer one, which rates too (3.2 and later). */
const testssl = process.env['TESTSSL'] ?? 'testssl'

interface Finding {
  id: string
  severity: 'OK' | 'INFO' | 'WARN' | 'DEBUG' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL' | 'FATAL'
  finding: string
}

let world: World
let nginx: Nginx
beforeAll(async () => {
  world = await startWorld({
    scale: 0.02,
    environment: { TRUSTED_PROXIES: '127.0.0.1', LIMIT_REFUSALS_PER_MINUTE: '20' },
  })
  nginx = await startNginx(await findFreePort(), new URL(world.url).host)
})
afterAll(async () => {
  await nginx.close()
  await world.close()
})

test('testssl.sh finds nothing above "low", and grades it A or better where it grades', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'testssl-'))
  const file = join(folder, 'findings.json')
  const words = ['--quiet', '--color', '0', '--warnings', 'batch', '--ip', '127.0.0.1', '--jsonfile', file]
  // Its status is the number of what it does not like.
  await promisify(execFile)(testssl, [...words, '--add-ca', nginx.certificate.authorityFile, nginx.url]).catch(
    () => null,
  )
  const findings = JSON.parse(await readFile(file, 'utf8')) as Finding[]
  await rm(folder, { recursive: true })
  const grade = findings.find(({ id }) => id === 'overall_grade')?.finding

  expect(findings.length).toBeGreaterThan(100)
  expect(findings.filter(({ severity }) => /MEDIUM|HIGH|CRITICAL|FATAL/.test(severity))).toEqual([])
  expect(grade ?? 'A, as this version grades nothing').toMatch(/^A/)
})

describe('through nginx', () => {
  let session: ClientHttp2Session
  beforeAll(() => {
    session = connect(nginx.url, { ca: nginx.certificate.authority })
  })
  afterAll(() => session.close())

  async function ask(path: string, headers: Record<string, string> = {}) {
    const stream = session.request({ ':path': path, ...headers })
    const [answer] = (await once(stream, 'response')) as [Record<string, string | number>]
    stream.resume()
    await once(stream, 'close')
    return answer
  }

  test('answers come over HTTP/2, compressed by the gateway, and tell browsers to stay with https', async () => {
    const answer = await ask('/schema.graphql', {
      authorization: `Bearer ${await world.token('viewer')}`,
      'accept-encoding': 'gzip, br',
    })

    expect(session.alpnProtocol).toBe('h2')
    expect(answer).toMatchObject({
      ':status': 200,
      'content-encoding': 'br',
      'strict-transport-security': 'max-age=31536000',
    })
  })

  test('callers have their own addresses, whatever they say they are', async () => {
    const statuses: unknown[] = []
    for (let nth = 0; nth < 25; nth += 1) {
      const headers = { authorization: 'Bearer wrong', 'x-forwarded-for': `198.51.100.${nth}` }
      statuses.push((await ask('/schema.graphql', headers))[':status'])
    }

    // All of them come from one address, which is refused at last.
    expect(statuses.slice(0, 2)).toEqual([401, 401])
    expect(statuses.at(-1)).toBe(429)
  })

  test('a caller who sends more than allowed gets 429', async () => {
    const strict = await startNginx(await findFreePort(), new URL(world.url).host, { limits: 'few' })
    const statuses: (number | undefined)[] = []
    for (let nth = 0; nth < 8; nth += 1) {
      const call = request(`${strict.url}/health/live`, { ca: strict.certificate.authority }).end()
      const [response] = (await once(call, 'response')) as [IncomingMessage]
      response.resume()
      statuses.push(response.statusCode)
    }
    await strict.close()

    expect(statuses).toEqual([...Array.from({ length: 6 }, () => 200), 429, 429])
  })

  test('a body beyond 1 MiB gets the answer of the gateway', async () => {
    const url = `${nginx.url}/graphql`
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await world.token('viewer')}` }
    const call = request(url, { method: 'POST', ca: nginx.certificate.authority, headers })
    call.end(JSON.stringify({ query: `{ viewer { id } } #${'x'.repeat(1_100_000)}` }))
    const [response] = (await once(call, 'response')) as [IncomingMessage]
    response.resume()

    expect([response.statusCode, response.headers['content-type']]).toEqual([413, 'application/json; charset=utf-8'])
  })
})
