import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasProcesses, startProgram } from '../../support/program.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let answer: Answer

const registry = createServer((request, response) => {
  if (!request.url?.startsWith('/-/npm/v1/security/')) return void response.writeHead(404).end('{}')
  answer(request, response)
})
beforeAll(() => new Promise<void>((resolve) => void registry.listen(0, '127.0.0.1', resolve)))
afterAll(async () => {
  registry.closeAllConnections()
  await new Promise((resolve) => registry.close(resolve))
})

let cache: string
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'npm-cache-'))
})
afterAll(() => rm(cache, { recursive: true }))

async function check(given: Answer, { seconds = '60', url = '' } = {}) {
  answer = given
  const { port } = registry.address() as AddressInfo
  const program = startProgram(['scripts/check-advisories.ts', `--seconds=${seconds}`], {
    npm_config_registry: url || `http://127.0.0.1:${port}/`,
    npm_config_update_notifier: 'false',
    npm_config_cache: cache,
  })
  const { code } = await program.ended
  return { code, text: program.output() + program.errors(), isOver: !hasProcesses(program) }
}

const sends =
  (advisories: object): Answer =>
  (request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(advisories))
    })
  }

const advisory = {
  jose: [
    {
      id: 1,
      url: 'https://advisories.example/1',
      title: 'PLANTED signature not checked',
      severity: 'critical',
      vulnerable_versions: '<99.0.0',
      cwe: [],
      cvss: { score: 9, vectorString: null },
    },
  ],
}

const unread =
  'Advisories cannot be read (offline, or a registry without them): known vulnerabilities were not looked for.\n'

test('a known vulnerability fails, with package, severity and what it is', async () => {
  const { code, text } = await check(sends(advisory))

  expect(code).toBe(1)
  expect(text).toMatch(/^ {2}jose \(critical\): PLANTED signature not checked$/m)
})

test('none is fine', async () => {
  expect(await check(sends({}))).toMatchObject({
    code: 0,
    text: 'No known vulnerability in production dependencies.\n',
  })
})

test.each<[string, Answer]>([
  ['refuses to tell', (_, response) => void response.writeHead(405).end()],
  ['says nothing that can be read', (_, response) => void response.writeHead(200).end('<html>')],
  ['breaks off', (_, response) => void response.destroy()],
])('a registry that %s fails nothing, and is told in one line', async (_, given) => {
  expect(await check(given)).toMatchObject({ code: 0, text: unread })
})

test('a registry that is not there fails nothing', async () => {
  expect(await check(() => undefined, { url: 'http://127.0.0.1:1/' })).toMatchObject({ code: 0, text: unread })
})

test('a registry that never answers is given up at the time limit, and nothing goes on behind it', async () => {
  expect(await check(() => undefined, { seconds: '3' })).toEqual({ code: 0, text: unread, isOver: true })
})
