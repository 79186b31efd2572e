import { describe, expect, test } from 'vitest'
import { createCache } from '../../../server/cache/cache.ts'
import { createStore } from '../../../server/cache/store.ts'
import { systemClock } from '../../../server/clock.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'
import type { AutotaskClient } from '../../../server/vendors/autotask/client.ts'
import { createAutotask } from '../../../server/vendors/autotask/index.ts'
import { createAutotaskLoaders, type AutotaskLoaders } from '../../../server/vendors/autotask/loaders.ts'
import { createAutotaskReader } from '../../../server/vendors/autotask/reader.ts'
import { mapRows } from '../../../server/vendors/kit/mapping.ts'
import { startFakeVendor, type FakeVendor } from '../../support/fake-vendor.ts'
import { describeVendorContract, type OpenVendor, type VendorHarness, type WireRow } from './vendor-contract.ts'

const rocBoardId = 29_683_354
const createDate = '2026-03-10T10:00:00Z'
const secrets = ['planted-user@roc.example', 'planted-secret-9931', 'PLANTEDINTEGRATIONCODE9932']
const patientMs = 20_000

const settingsFor = (url: string) => ({
  username: secrets[0]!,
  secret: secrets[1]!,
  integrationCode: secrets[2]!,
  rocBoardId,
  zoneUrl: new URL(`${url}ATServicesRest/`),
  discoveryUrl: new URL(`${url}ATServicesRest/`),
})

const march = { from: Date.parse('2026-03-01T00:00:00Z'), before: Date.parse('2026-04-01T00:00:00Z') }

function throughLoaders(forRequest: () => AutotaskLoaders): Pick<OpenVendor, 'load' | 'loadGroups'> {
  return {
    load: async (ids) =>
      (await forRequest().ticket.loadMany(ids)).map((found) =>
        found instanceof Error ? found : (found.value?.title ?? null),
      ),
    loadGroups: async (ids) =>
      (await forRequest().timeEntriesOfTicket.loadMany(ids)).map((found) =>
        found instanceof Error ? found : found.value.map((entry) => entry.id).toSorted((a, b) => a - b),
      ),
  }
}

const newCache = () => createCache({ store: createStore('memory:', () => undefined), clock: systemClock })

const ticket = (id: number, queueID: number): WireRow => ({ id, queueID, createDate, title: `record ${id}` })

const harness: VendorHarness = {
  vendor: 'AUTOTASK',
  secrets,
  idsPerCall: 500,
  startWire: startFakeVendor,

  async open(wire, timeoutMs = patientMs) {
    const cache = newCache()
    const autotask = createAutotask({
      settings: settingsFor(wire.url),
      cache,
      clock: systemClock,
      logger: createLogger({ level: 'silent' }),
      metrics: createMetrics(),
      timeoutMs,
    })
    return {
      ...throughLoaders(() => autotask.forRequest({})),
      loadAll: async () =>
        (await autotask.forRequest({}).ticketWindow('createdAt', march)).value.map(({ title }) => title),
      async close() {
        await autotask.close()
        await cache.close()
      },
    }
  },

  async openSeam(rows) {
    const client: AutotaskClient = {
      query: async ({ map }) => mapRows(rows(), map),
      fields: async () => [],
      threshold: async () => ({}),
    }
    const reader = createAutotaskReader({ client, cache: newCache().of('test') })
    return throughLoaders(() => createAutotaskLoaders(reader, rocBoardId))
  },

  rowOf: (id) => ticket(id, rocBoardId),
  forbidden: (id) => ticket(id, 5),
  memberOf: (ticketID, id) => ({ id, ticketID, hoursWorked: 0.25, dateWorked: '2026-03-10T00:00:00Z' }),
  answerOf: (items, next) => ({ body: { items, pageDetails: { nextPageUrl: next?.url ?? null } } }),
  nextPageUrl: (wire, page) => `${wire.url}ATServicesRest/V1.0/Tickets/query/next?paging=${page}`,
  limit: (seconds) => ({ status: 429, headers: { 'retry-after': String(seconds) }, body: { errors: ['slow down'] } }),
}

describe('Autotask', () => {
  describeVendorContract(harness)
})

describe('Autotask’s own ways', () => {
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

  test('a question is a POST with the credentials in headers of their own', () =>
    withWire(async (wire, open) => {
      wire.answer = () => harness.answerOf([])
      await open.load([7, 3, 7])
      const { method, path, headers, body } = wire.requests[0]!

      expect({ method, path, body }).toEqual({
        method: 'POST',
        path: '/ATServicesRest/V1.0/Tickets/query',
        body: {
          MaxRecords: 500,
          IncludeFields: expect.arrayContaining(['id', 'queueID', 'createDate', 'title']),
          Filter: [
            { op: 'in', field: 'id', value: [7, 3] },
            { op: 'eq', field: 'queueID', value: rocBoardId },
          ],
        },
      })
      expect([headers['username'], headers['secret'], headers['apiintegrationcode']]).toEqual(secrets)
      expect(headers['authorization']).toBe(undefined)
    }))

  test('a further page is POSTed with the same body', () =>
    withWire(async (wire, open) => {
      wire.answer = ({ path }) =>
        path.includes('paging')
          ? harness.answerOf([harness.rowOf(2)])
          : harness.answerOf([harness.rowOf(1)], { url: harness.nextPageUrl(wire, 1) })
      await open.loadAll()
      const [first, second] = wire.requests

      expect(second).toMatchObject({ method: 'POST', path: '/ATServicesRest/V1.0/Tickets/query/next?paging=1' })
      expect(second?.body).toEqual(first?.body)
    }))

  test.each([
    'V1.0/TimeEntries/query/next?paging=1',
    '../admin?paging=1',
    'V1.0/Tickets/query/../../../../elsewhere',
    'V1.0/Tickets/query@evil.example/',
  ])('a next page at %s of its own host is not called', (path) =>
    withWire(async (wire, open) => {
      wire.answer = () => harness.answerOf([harness.rowOf(1)], { url: `${wire.url}ATServicesRest/${path}` })

      await expect(open.loadAll()).rejects.toMatchObject({ code: 'VENDOR_BAD_RESPONSE' })
      expect(wire.requests.length).toBe(1)
    }),
  )

  test('a next page is known whatever the case of its path', () =>
    withWire(async (wire, open) => {
      wire.answer = ({ path }) =>
        path.includes('paging')
          ? harness.answerOf([harness.rowOf(2)])
          : harness.answerOf([harness.rowOf(1)], { url: `${wire.url}atservicesrest/v1.0/tickets/query/next?paging=1` })

      expect(await open.loadAll()).toEqual(['record 1', 'record 2'])
    }))

  test('a list whose new pages bring the same rows ends with the second', () =>
    withWire(async (wire, open) => {
      let page = 0
      wire.answer = () => harness.answerOf([harness.rowOf(1)], { url: harness.nextPageUrl(wire, (page += 1)) })

      await expect(open.loadAll()).rejects.toMatchObject({
        code: 'VENDOR_BAD_RESPONSE',
        message: 'Autotask named the same page twice, or pages without end.',
      })
      expect(wire.requests.length).toBe(2)
    }))

  test('a list of nothing but empty pages ends with the fifth', () =>
    withWire(async (wire, open) => {
      let page = 0
      wire.answer = () => harness.answerOf([], { url: harness.nextPageUrl(wire, (page += 1)) })

      await expect(open.loadAll()).rejects.toMatchObject({ code: 'VENDOR_BAD_RESPONSE' })
      expect(wire.requests.length).toBe(5)
    }))

  test('instants without a zone are UTC', () =>
    withWire(async (wire, open) => {
      wire.answer = () =>
        harness.answerOf([
          { ...harness.rowOf(1), createDate: '2026-03-31T23:59:59.9' },
          { ...harness.rowOf(2), createDate: '2026-04-01T00:00:00' },
        ])

      expect(await open.loadAll()).toEqual(['record 1'])
    }))
})
