import { createServer } from 'node:http'
import type { LookupAddress, LookupAllOptions } from 'node:dns'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createGuardedLookup } from '../../server/vendors/connectwise/address-guard.ts'
import { createTransport } from '../../server/vendors/kit/transport.ts'
import { startWorld, type World } from '../support/world.ts'

/*
 * A tenant's address is where its keys are sent. Forms of addresses that are allowed, and private ranges one by one, are in
 * tests/unit/vendors/connectwise/base-url.test.ts and address-guard.test.ts.
 */

let world: World
/** What stands on this machine and must not be asked. */
const inner = createServer((request, response) => {
  reached.push(request.headers.authorization ?? request.url ?? '')
  response.end('{}')
})
const reached: string[] = []
let port: number

beforeAll(async () => {
  world = await startWorld({ scale: 0.05, tenants: true })
  await new Promise<void>((resolve) => void inner.listen(0, resolve))
  port = (inner.address() as AddressInfo).port
})
beforeEach(() => {
  reached.length = 0
})
afterAll(async () => {
  inner.closeAllConnections()
  inner.close()
  await world.close()
})

const save = `mutation ($baseUrl: String!) {
  saveConnectWiseCredentials(
    input: {
      tenantId: "initech"
      baseUrl: $baseUrl
      companyId: "initech"
      publicKey: "PLANTEDPUBLIC771"
      privateKey: "PLANTEDPRIVATE771"
      clientId: "0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0"
    }
  ) { tenant { id } userErrors { field code message } }
}`

/** This machine, its network and its cloud, in every spelling that some resolver or URL parser takes. */
const spellings = (at: number) => [
  `http://127.0.0.1:${at}`,
  `https://127.0.0.1:${at}`,
  `http://127.1:${at}`,
  `http://127.0.1:${at}`,
  `http://2130706433:${at}`,
  `http://0x7f000001:${at}`,
  `http://0x7f.0.0.1:${at}`,
  `http://0177.0.0.1:${at}`,
  `http://017700000001:${at}`,
  `http://127.0.0.1.:${at}`,
  `http://127。0。0。1:${at}`,
  `http://①②⑦.⓪.⓪.①:${at}`,
  `http://0:${at}`,
  `http://0.0.0.0:${at}`,
  `http://localhost:${at}`,
  `http://LOCALHOST:${at}`,
  `http://localhost.:${at}`,
  `http://app.localhost:${at}`,
  `http://localhost.localdomain:${at}`,
  `http://[::1]:${at}`,
  `http://[::]:${at}`,
  `http://[0:0:0:0:0:0:0:1]:${at}`,
  `http://[::ffff:127.0.0.1]:${at}`,
  `http://[::ffff:7f00:1]:${at}`,
  `http://[::127.0.0.1]:${at}`,
  `http://[64:ff9b::7f00:1]:${at}`,
  `http://[2002:7f00:1::]:${at}`,
  `http://[fe80::1%25lo]:${at}`,
  `http://127.0.0.1.nip.io:${at}`,
  `http://api-na.myconnectwise.net@127.0.0.1:${at}`,
  `http://127.0.0.1:${at}#@api-na.myconnectwise.net`,
  `http://127.0.0.1:${at}?.myconnectwise.net`,
  `http://127.0.0.1:${at}\\.myconnectwise.net`,
  `http://api-na.myconnectwise.net:${at}`,
  `http://api-na.myconnectwise.net.127.0.0.1.nip.io:${at}`,
  'http://10.0.0.1',
  'https://192.168.0.1',
  'https://172.16.0.1',
  'https://100.64.0.1',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://2852039166/',
  'https://kubernetes.default.svc',
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_INFO',
  'dict://127.0.0.1:6379/info',
  'unix:/var/run/docker.sock',
  'data:text/plain,x',
  'javascript:alert(1)',
]

test('no spelling of an inner address is saved for a tenant, and nothing is sent there', async () => {
  const saved: string[] = []
  for (const baseUrl of spellings(port)) {
    const { body } = await world.query<{ saveConnectWiseCredentials: { tenant: object | null } }>(
      save,
      { baseUrl },
      { role: 'admin' },
    )
    if (body.data?.saveConnectWiseCredentials.tenant !== null) saved.push(baseUrl)
  }
  const tested = await world.query(
    'mutation { testConnectWiseConnection(input: { tenantId: "initech" }) { checks { ok } userErrors { code } } }',
    {},
    { role: 'admin' },
  )

  expect(saved).toEqual([])
  expect(tested.text).not.toMatch(/"ok":true/)
  expect(reached).toEqual([])
})

describe('a name that leads elsewhere after it was checked (DNS rebinding)', () => {
  /** A resolver that answers one list after the other, and the last one from then on. */
  const answering = (...answers: readonly (readonly string[])[]) => {
    let count = 0
    const lookup = (_: string, __: LookupAllOptions, done: (error: Error | null, found: LookupAddress[]) => void) => {
      const addresses = answers[Math.min(count++, answers.length - 1)] ?? []
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    }
    return { lookup: createGuardedLookup(lookup as never), lookups: () => count }
  }

  async function call(lookup: ReturnType<typeof createGuardedLookup>, times = 1): Promise<string[]> {
    const transport = createTransport({ maxAnswerBytes: 1_000, lookupFor: () => lookup })
    const outcomes: string[] = []
    try {
      for (let i = 0; i < times; i++) {
        const url = new URL(`http://psa.example.test:${port}/`)
        const headers = { authorization: 'Basic planted' }
        outcomes.push(
          await transport.send({ method: 'GET', url, headers } as never, 2_000).then(
            ({ status }) => String(status),
            (error: { code?: string }) => error.code ?? String(error),
          ),
        )
      }
      return outcomes
    } finally {
      transport.close()
    }
  }

  test('would reach this machine without the guard, so that the rest means something', async () => {
    const unguarded = (_: string, options: { all?: boolean }, done: (...all: unknown[]) => void) =>
      options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)

    expect(await call(unguarded as never)).toEqual(['200'])
    expect(reached).toEqual(['Basic planted'])
  })

  test('is connected to only by the address of the very look-up that was checked', async () => {
    const { lookup, lookups } = answering(['127.0.0.1'])

    expect(await call(lookup, 2)).toEqual(['EFORBIDDENADDRESS', 'EFORBIDDENADDRESS'])
    expect([lookups(), reached]).toEqual([2, []])
  })

  test('is refused when one of several addresses is an inner one', async () => {
    const { lookup } = answering(['1.1.1.1', '127.0.0.1'], ['2606:4700::1', '::1'])

    expect(await call(lookup, 2)).toEqual(['EFORBIDDENADDRESS', 'EFORBIDDENADDRESS'])
    expect(reached).toEqual([])
  })
})
