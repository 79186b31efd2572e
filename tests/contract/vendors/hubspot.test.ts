import { describe, expect, test } from 'vitest'
import { createCache } from '../../../server/cache/cache.ts'
import { createStore } from '../../../server/cache/store.ts'
import { systemClock } from '../../../server/clock.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'
import { alignToKeys, groupByKey } from '../../../server/vendors/kit/align.ts'
import { noLimits } from '../../../server/vendors/kit/vendor-limits.ts'
import type { HubSpotClient } from '../../../server/vendors/hubspot/client.ts'
import { createDealList } from '../../../server/vendors/hubspot/deal-list.ts'
import { createProgressKeeper } from '../../../server/vendors/hubspot/deals-progress.ts'
import { createHubSpot } from '../../../server/vendors/hubspot/index.ts'
import { createHubSpotLoaders, type HubSpotLoaders } from '../../../server/vendors/hubspot/loaders.ts'
import { createHubSpotReader } from '../../../server/vendors/hubspot/reader.ts'
import { startFakeVendor, type FakeVendor } from '../../support/fake-vendor.ts'
import { describeVendorContract, type OpenVendor, type VendorHarness, type WireRow } from './vendor-contract.ts'

const secrets = ['pat-na1-planted-0000-9931']
const patientMs = 20_000

const settingsFor = (url: string, apiVersion = 'v3') => ({
  apiKey: secrets[0]!,
  hubId: '145000001',
  baseUrl: new URL(url),
  apiVersion,
})

/** Records are deals, which come as one list: ids are found in it, and groups are the deals of a pipeline. */
function throughLoaders(forRequest: () => HubSpotLoaders): Pick<OpenVendor, 'load' | 'loadGroups'> {
  const attempt = async <T>(ids: readonly number[], find: (keys: string[]) => Promise<Map<string, T>>) => {
    const keys = ids.map(String)
    const found = await find([...new Set(keys)]).catch((error: Error) => error)
    return keys.map((key) => (found instanceof Error ? found : found.get(key)!))
  }
  return {
    load: async (ids) =>
      (
        await attempt(ids, async (keys) => alignToKeys(keys, (await forRequest().deals()).value, (deal) => deal.id))
      ).map((found) => (found instanceof Error ? found : (found?.name ?? null))),
    loadGroups: async (ids) =>
      (
        await attempt(ids, async (keys) =>
          groupByKey(keys, (await forRequest().deals()).value, (deal) => deal.pipelineId),
        )
      ).map((found) =>
        found instanceof Error ? found : found.map((deal) => Number(deal.id)).toSorted((a, b) => a - b),
      ),
  }
}

const newCache = () => createCache({ store: createStore('memory:', () => undefined), clock: systemClock })

/** A fake that counts everything but the search for the progress, which nobody waits for. */
async function startWire(): Promise<FakeVendor> {
  const wire = await startFakeVendor()
  const counted: FakeVendor['requests'] = []
  let answer: FakeVendor['answer'] = () => ({ body: {} })
  wire.answer = (request) => {
    if (request.path.endsWith('/search')) return { body: { total: 0, results: [] } }
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

function openHubSpot(
  url: string,
  { apiVersion, timeoutMs = patientMs }: { apiVersion?: string | undefined; timeoutMs?: number | undefined } = {},
) {
  const cache = newCache()
  const hubspot = createHubSpot({
    settings: settingsFor(url, apiVersion),
    cache,
    clock: systemClock,
    logger: createLogger({ level: 'silent' }),
    metrics: createMetrics(),
    timeoutMs,
    limits: noLimits,
  })
  return {
    hubspot,
    async close() {
      await hubspot.close()
      await cache.close()
    },
  }
}

const deal = (id: number, properties: object): WireRow => ({
  id: String(id),
  properties: { createdate: '2026-03-10T10:00:00Z', dealname: `record ${id}`, ...properties },
})

const harness: VendorHarness = {
  vendor: 'HUBSPOT',
  secrets,
  idsPerCall: null,
  startWire,

  async open(wire, timeoutMs) {
    const { hubspot, close } = openHubSpot(wire.url, { timeoutMs })
    return {
      ...throughLoaders(() => hubspot.forRequest({})),
      loadAll: async () => (await hubspot.forRequest({}).deals()).value.map(({ name }) => name),
      close,
    }
  },

  async openSeam(rows) {
    const client: HubSpotClient = {
      list: async () => [...rows()],
      read: async () => [],
      listArchived: async () => [],
      search: async () => ({ total: 0, rows: [] }),
      dealPipelines: async () => [],
      owners: async () => [],
      account: async () => ({}),
      dailyUsage: async () => [],
      forms: async () => [],
      report: async () => ({ totals: {}, breakdowns: {}, isComplete: true }),
      visitorToken: async () => '',
    }
    const reader = createHubSpotReader({
      client,
      cache: newCache().of('test'),
      progress: createProgressKeeper(),
      dealList: createDealList(
        client,
        () => undefined,
        () => undefined,
      ),
      onAccount: () => undefined,
    })
    return throughLoaders(() => createHubSpotLoaders(reader))
  },

  rowOf: (id) => deal(id, {}),
  forbidden: () => null,
  memberOf: (group, id) => deal(id, { pipeline: String(group) }),
  answerOf: (results, next) => ({
    body: {
      results,
      ...(next && { paging: { next: { after: new URL(next.url).searchParams.get('after'), link: next.url } } }),
    },
  }),
  nextPageUrl: (wire, page) => `${wire.url}crm/v3/objects/deals?limit=100&after=${page}`,
  limit: (seconds) => ({
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { status: 'error', message: 'You have reached your ten_secondly_rolling limit.' },
  }),
}

describe('HubSpot', () => {
  describeVendorContract(harness)
})

describe('HubSpot’s own ways', () => {
  async function withWire<T>(
    run: (wire: FakeVendor, loaders: () => HubSpotLoaders) => Promise<T>,
    apiVersion?: string,
  ): Promise<T> {
    const wire = await startFakeVendor()
    const { hubspot, close } = openHubSpot(wire.url, { apiVersion })
    try {
      return await run(wire, () => hubspot.forRequest({}))
    } finally {
      await close()
      await wire.close()
    }
  }

  const march = ['2026-03-01', '2026-03-31'] as const

  test.each([
    [
      'v3',
      [
        'GET /account-info/v3/details',
        'GET /crm/v3/pipelines/deals',
        'POST /crm/v3/objects/companies/search',
        'GET /marketing/v3/forms?limit=50&formTypes=all',
        'GET /analytics/v2/reports/totals/total?start=20260301&end=20260331',
      ],
    ],
    [
      '2026-03',
      [
        'GET /account-info/2026-03/details',
        'GET /crm/pipelines/2026-03/deals',
        'POST /crm/objects/2026-03/companies/search',
        'GET /marketing/v3/forms?limit=50&formTypes=all',
        'GET /analytics/v2/reports/totals/total?start=20260301&end=20260331',
      ],
    ],
  ])('with the version %s each area is asked at its address', (version, addresses) =>
    withWire(async (wire, loaders) => {
      const asked = loaders()
      for (const ask of [
        asked.account,
        asked.dealPipelines,
        () => asked.count('companies'),
        asked.forms,
        () => asked.report('totals', ...march),
      ]) {
        await ask().catch(() => undefined)
      }

      expect(wire.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(addresses)
    }, version),
  )

  test('the token goes in the authorization header, and in no other place', () =>
    withWire(async (wire, loaders) => {
      await loaders()
        .account()
        .catch(() => undefined)
      const { headers, path } = wire.requests[0]!

      expect(headers['authorization']).toBe(`Bearer ${secrets[0]}`)
      expect(path + JSON.stringify({ ...headers, authorization: '' })).not.toContain(secrets[0])
    }))

  test('a page without rows that names a next one is not the end', () =>
    withWire(async (wire, loaders) => {
      wire.answer = ({ path }) => {
        if (path.endsWith('/search')) return { body: { total: 2, results: [] } }
        const after = new URL(path, wire.url).searchParams.get('after')
        if (after === null) return harness.answerOf([], { url: harness.nextPageUrl(wire, 7) })
        return harness.answerOf(after === '7' ? [harness.rowOf(1)] : [])
      }

      expect((await loaders().deals()).value.map(({ name }) => name)).toEqual(['record 1'])
    }))

  test('recent contacts of one instant stand by id, the higher first, whatever order they come in', () =>
    withWire(async (wire, loaders) => {
      const at = (id: string, createdate: string) => ({ id, properties: { createdate } })
      wire.answer = () => ({
        body: {
          total: 3,
          results: [
            at('99', '2026-03-10T10:00:00Z'),
            at('9', '2026-03-11T10:00:00Z'),
            at('100', '2026-03-10T10:00:00.000Z'),
          ],
        },
      })

      expect((await loaders().recentContacts()).value.map(({ id }) => id)).toEqual(['9', '100', '99'])
    }))

  test.each(['contact', 'deal'] as const)('each %s by id is found by its own id, a hundred to a call', (name) =>
    withWire(async (wire, loaders) => {
      const asked = () => wire.requests.map(({ path, body }) => [path, (body as { inputs: object[] }).inputs.length])
      const rows = [3, 1, 777, 3, 101].map((id) => deal(id, { firstname: `record ${id}` }))
      wire.answer = ({ body }) => {
        const ids = (body as { inputs: { id: string }[] }).inputs.map(({ id }) => id)
        // As of records that do not exist, with rows out of order, doubled and not asked for.
        return { status: 207, body: { results: rows.filter(({ id }) => id === '777' || ids.includes(String(id))) } }
      }
      const loader = loaders()[name]
      const ids = Array.from({ length: 101 }, (_, index) => index + 1)
      const found = await Promise.all([...ids, 1].map((id) => loader.load(id)))

      expect(found.map(({ value }) => value?.id ?? null)).toEqual(
        [...ids, 1].map((id) => ([1, 3, 101].includes(id) ? String(id) : null)),
      )
      expect(asked()).toEqual([
        [`/crm/v3/objects/${name}s/batch/read`, 100],
        [`/crm/v3/objects/${name}s/batch/read`, 1],
      ])
    }),
  )

  test('calls by id that are refused alike are one error object, and leave the others as they are', () =>
    withWire(async (wire, loaders) => {
      wire.answer = ({ body }) =>
        (body as { inputs: object[] }).inputs.length === 1 ? { body: { results: [deal(201, {})] } } : { status: 403 }
      const ids = Array.from({ length: 201 }, (_, index) => index + 1)
      const { contact } = loaders()
      const found = await Promise.allSettled(ids.map((id) => contact.load(id)))
      const reasons = found.map((each) => (each.status === 'rejected' ? (each.reason as unknown) : null))

      expect(new Set(reasons)).toEqual(new Set([expect.objectContaining({ code: 'VENDOR_FORBIDDEN' }), null]))
      expect(new Set(reasons).size).toBe(2)
      expect(reasons.indexOf(null)).toBe(200)
    }))

  test('a count that is what it says costs one call', () =>
    withWire(async (wire, loaders) => {
      wire.answer = () => ({ body: { total: 12_345, results: [] } })

      expect((await loaders().count('contacts')).value).toBe(12_345)
      expect(wire.requests.map(({ body }) => body)).toEqual([{ limit: 1 }])
    }))

  test.each(['deals', 'forms'] as const)('%s whose new pages bring the same rows end with the second', (list) =>
    withWire(async (wire, loaders) => {
      let page = 0
      const lists = () => wire.requests.filter(({ path }) => !path.endsWith('/search'))
      wire.answer = ({ path }) =>
        path.endsWith('/search')
          ? { body: { total: 9, results: [] } }
          : { body: { results: [harness.rowOf(1)], paging: { next: { after: String((page += 1)) } } } }

      await expect(loaders()[list]()).rejects.toMatchObject({
        code: 'VENDOR_BAD_RESPONSE',
        message: 'HubSpot named the same page twice, or pages without end.',
      })
      expect(lists().length).toBe(2)
    }),
  )

  test('a list of nothing but empty pages ends with the fifth', () =>
    withWire(async (wire, loaders) => {
      let page = 0
      wire.answer = () => ({ body: { results: [], paging: { next: { after: (page += 1) } } } })

      await expect(loaders().forms()).rejects.toMatchObject({ code: 'VENDOR_BAD_RESPONSE' })
      expect(wire.requests.length).toBe(5)
    }))

  test.each<[string, object[] | undefined]>([
    ['the same rows', [{ breakdown: 'a', submissions: 1 }]],
    ['the same nameless row', [{ submissions: 1 }]],
    ['no rows', []],
    ['no list', undefined],
  ])('a report of forms whose every page has %s ends, and says that it is not all', (_, breakdowns) =>
    withWire(async (wire, loaders) => {
      wire.answer = () => ({ body: { offset: 0, total: 500, totals: { submissions: 6 }, breakdowns } })
      const { value } = await loaders().report('forms', ...march)

      expect(value).toMatchObject({ totals: { submissions: 6 }, isComplete: false })
      expect(wire.requests.length).toBeLessThanOrEqual(2)
    }),
  )

  test('a report of forms with one new row a page ends with the hundredth', () =>
    withWire(async (wire, loaders) => {
      let row = 0
      wire.answer = () => ({ body: { total: 5_000, totals: {}, breakdowns: [{ breakdown: `f${(row += 1)}` }] } })
      const { value } = await loaders().report('forms', ...march)

      expect([Object.keys(value.breakdowns).length, value.isComplete, wire.requests.length]).toEqual([100, false, 100])
    }))

  test.each(['totals', 'sources'] as const)(
    'of the report %s the totals are wanted, and one call has them',
    (breakdown) =>
      withWire(async (wire, loaders) => {
        wire.answer = () => ({
          body: { total: 500, totals: { visits: 6 }, breakdowns: [{ breakdown: 'direct', visits: 6 }] },
        })

        expect((await loaders().report(breakdown, ...march)).value.totals).toEqual({ visits: 6 })
        expect(wire.requests.length).toBe(1)
      }),
  )

  test.each([undefined, null, 'many', -1, 1.5])('a report whose total is %j is what its page has', (total) =>
    withWire(async (wire, loaders) => {
      wire.answer = () => ({ body: { total, totals: {}, breakdowns: [{ breakdown: 'a' }] } })

      expect((await loaders().report('forms', ...march)).value).toEqual({
        totals: {},
        breakdowns: { a: {} },
        isComplete: true,
      })
    }),
  )

  test.each([-1, 1.5, 2 ** 31, 1e300, 'many', true, null, [7], undefined])('a total of %j is no count', (total) =>
    withWire(async (wire, loaders) => {
      wire.answer = () => ({ body: { total, results: [] } })

      await expect(loaders().count('contacts')).rejects.toMatchObject({
        code: 'VENDOR_BAD_RESPONSE',
        message: 'HubSpot’s search gave a total that is no count (a whole number from 0 to 2,147,483,647).',
      })
    }),
  )

  test('a count whose records stand in no order of ids ends with an error', () =>
    withWire(async (wire, loaders) => {
      wire.answer = () => ({ body: { total: 10_000, results: [harness.rowOf(7)] } })

      await expect(loaders().count('contacts')).rejects.toMatchObject({ code: 'VENDOR_BAD_RESPONSE' })
      expect(wire.requests.length).toBe(4)
    }))

  test('a report is read to its end, by forms whatever the case of their ids', () =>
    withWire(async (wire, loaders) => {
      const rows = ['A', 'b', 'c'].map((breakdown, index) => ({ breakdown, submissions: index + 1 }))
      wire.answer = ({ path }) => {
        const offset = Number(new URL(path, wire.url).searchParams.get('offset') ?? 0)
        return { body: { offset, total: 3, totals: { submissions: 6 }, breakdowns: rows.slice(offset, offset + 2) } }
      }

      expect((await loaders().report('forms', ...march)).value).toEqual({
        totals: { submissions: 6 },
        breakdowns: { a: { submissions: 1 }, b: { submissions: 2 }, c: { submissions: 3 } },
        isComplete: true,
      })
    }))
})
