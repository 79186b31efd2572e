import { describe, expect, test } from 'vitest'
import { createCache } from '../../../server/cache/cache.ts'
import { createStore } from '../../../server/cache/store.ts'
import { systemClock } from '../../../server/clock.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'
import { createConnectWiseClient, type ConnectWiseClient } from '../../../server/vendors/connectwise/client.ts'
import { createConnectWise } from '../../../server/vendors/connectwise/index.ts'
import {
  classifyConnectWiseResponse,
  connectWiseErrors,
} from '../../../server/vendors/connectwise/classify-response.ts'
import { createConnectWiseLoaders, type ConnectWiseLoaders } from '../../../server/vendors/connectwise/loaders.ts'
import * as mappings from '../../../server/vendors/connectwise/mapping.ts'
import { createConnectWiseReader } from '../../../server/vendors/connectwise/reader.ts'
import { createVendorHttp } from '../../../server/vendors/kit/vendor-http.ts'
import { uniqueById } from '../../../server/vendors/kit/align.ts'
import { startFakeVendor, type FakeVendor } from '../../support/fake-vendor.ts'
import { describeVendorContract, type OpenVendor, type VendorHarness } from './vendor-contract.ts'
import { newPlanner } from '../../support/planners.ts'

const secrets = ['PLANTEDPUBLIC9931', 'planted-private-9932', 'planted-client-id-9933']
const patientMs = 20_000

const accountAt = (url: string) => ({
  tenantId: 'acme',
  baseUrl: new URL(`${url}v4_6_release/`),
  companyId: 'acme',
  publicKey: secrets[0]!,
  privateKey: secrets[1]!,
  clientId: secrets[2]!,
})

function throughLoaders(forRequest: () => ConnectWiseLoaders): Pick<OpenVendor, 'load' | 'loadGroups'> {
  return {
    load: async (ids) =>
      (await forRequest().ticket.loadMany(ids)).map((found) =>
        found instanceof Error ? found : (found.value?.summary ?? null),
      ),
    async loadGroups(ids) {
      const loaders = forRequest()
      const groups = await Promise.allSettled(ids.map((id) => loaders.timeEntries({ id, kind: 'service' })))
      return groups.map((group) =>
        group.status === 'fulfilled'
          ? group.value.value.map((entry) => entry.id).toSorted((a, b) => a - b)
          : (group.reason as Error),
      )
    },
  }
}

const newCache = () => createCache({ store: createStore('memory:', () => undefined), clock: systemClock })
const parts = (timeoutMs = patientMs) => ({
  logger: createLogger({ level: 'silent' }),
  metrics: createMetrics(),
  timeoutMs,
})

/** A fake without project tickets: what is looked for there is another test's matter, and not counted. */
async function startWire(): Promise<FakeVendor> {
  const wire = await startFakeVendor()
  const counted: FakeVendor['requests'] = []
  let answer: FakeVendor['answer'] = () => ({ body: {} })
  wire.answer = (request) => {
    if (request.path.includes('/project/tickets')) return { body: [] }
    counted.push(request)
    return answer(request)
  }
  return {
    url: wire.url,
    requests: counted,
    get answer() {
      return answer
    },
    set answer(next) {
      answer = next
    },
    close: wire.close,
  }
}

const harness: VendorHarness = {
  vendor: 'CONNECTWISE',
  secrets,
  idsPerCall: 100,
  startWire,

  async open(wire, timeoutMs) {
    const cache = newCache()
    const account = accountAt(wire.url)
    const connectWise = createConnectWise({ cache, allowedHosts: [new URL(wire.url).origin], ...parts(timeoutMs) })
    const http = createVendorHttp({
      errors: connectWiseErrors,
      plannerOf: () => newPlanner(),
      classifyResponse: classifyConnectWiseResponse,
      ...parts(),
    })
    const client = createConnectWiseClient(http)
    return {
      ...throughLoaders(() => connectWise.forRequest({}, account)),
      async loadAll() {
        // Pages of two are short ones: behind a full one the next is asked for without being named.
        const rows = await client.all(account, { path: 'service/tickets', pageSize: 3 })
        const tickets = rows.map(mappings.tickets.service.map).filter((ticket) => ticket !== null)
        return uniqueById(tickets).map(({ summary }) => summary)
      },
      async close() {
        connectWise.close()
        http.close()
        await cache.close()
      },
    }
  },

  async openSeam(rows) {
    const client: ConnectWiseClient = {
      page: async (_, { path }) => (path.startsWith('project') ? [] : [...rows()]),
      all: async () => [...rows()],
      async *pages() {
        yield [...rows()]
      },
      one: async () => null,
      write: async () => ({}),
    }
    const reader = createConnectWiseReader({
      client,
      cache: newCache().of('test'),
      account: accountAt('http://127.0.0.1/'),
    })
    return throughLoaders(() => createConnectWiseLoaders(reader))
  },

  rowOf: (id) => ({ id, summary: `record ${id}` }),
  forbidden: () => null,
  memberOf: (chargeToId, id) => ({ id, chargeToId, actualHours: 0.25, timeStart: '2026-03-10T10:00:00Z' }),
  answerOf: (rows, next) => ({ body: rows, headers: next ? { link: `<${next.url}>; rel="next"` } : {} }),
  nextPageUrl: (wire, page) => `${wire.url}v4_6_release/apis/3.0/service/tickets?pageSize=2&page=${page + 1}`,
  limit: (seconds) => ({
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { error: 'ConnectWiseAPI', message: 'Too many requests.' },
  }),
}

describe('ConnectWise', () => {
  describeVendorContract(harness)
})

describe('ConnectWise’s own ways', () => {
  async function withWire<T>(run: (wire: FakeVendor, open: OpenVendor) => Promise<T>): Promise<T> {
    const wire = await startFakeVendor()
    const open = await harness.open(wire)
    try {
      return await run(wire, open)
    } finally {
      await open.close()
      await wire.close()
    }
  }

  test('a question carries company, keys, client id and version in headers, and its ids in one condition', () =>
    withWire(async (wire, open) => {
      wire.answer = () => harness.answerOf([harness.rowOf(7), harness.rowOf(3)])
      await open.load([7, 3, 7])
      const { method, path, headers } = wire.requests[0]!
      const url = new URL(path, wire.url)

      expect(wire.requests.length).toBe(1)
      expect([method, url.pathname, url.searchParams.get('conditions'), url.searchParams.get('pageSize')]).toEqual([
        'GET',
        '/v4_6_release/apis/3.0/service/tickets',
        'id in (7,3)',
        '2',
      ])
      expect(headers).toMatchObject({
        authorization: `Basic ${Buffer.from(`acme+${secrets[0]}:${secrets[1]}`).toString('base64')}`,
        clientid: secrets[2],
        accept: 'application/vnd.connectwise.com+json; version=2025.16, application/json',
      })
    }))

  test('numbers that are no service tickets are looked for among project tickets, once', () =>
    withWire(async (wire, open) => {
      wire.answer = ({ path }) => harness.answerOf(path.includes('/project/') ? [harness.rowOf(2)] : [harness.rowOf(1)])

      expect(await open.load([1, 2, 3])).toEqual(['record 1', 'record 2', null])
      expect(wire.requests.map(({ path }) => new URL(path, wire.url).searchParams.get('conditions'))).toEqual([
        'id in (1,2,3)',
        'id in (2,3)',
      ])
    }))

  test('project tickets that may not be seen are none', () =>
    withWire(async (wire, open) => {
      wire.answer = ({ path }) => (path.includes('/project/') ? { status: 403 } : harness.answerOf([harness.rowOf(1)]))

      expect(await open.load([1, 2])).toEqual(['record 1', null])
    }))
})
