import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLogger } from '../../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../../server/telemetry/metrics.ts'
import { createConnectWiseClient } from '../../../../server/vendors/connectwise/client.ts'
import type { WireRow } from '../../../../server/vendors/kit/wire.ts'
import {
  classifyConnectWiseResponse,
  connectWiseErrors,
} from '../../../../server/vendors/connectwise/classify-response.ts'
import { createVendorHttp } from '../../../../server/vendors/kit/vendor-http.ts'
import { startFakeVendor, type FakeAnswer, type FakeVendor } from '../../../support/fake-vendor.ts'
import { newPlanner } from '../../../support/planners.ts'

let vendor: FakeVendor
const http = createVendorHttp({
  errors: connectWiseErrors,
  plannerOf: () => newPlanner(),
  timeoutMs: 10_000,
  classifyResponse: classifyConnectWiseResponse,
  logger: createLogger({ level: 'silent' }),
  metrics: createMetrics(),
})
const client = createConnectWiseClient(http)

beforeAll(async () => {
  vendor = await startFakeVendor()
})
beforeEach(() => {
  vendor.requests.length = 0
})
afterAll(async () => {
  http.close()
  await vendor.close()
})

const account = () => ({
  tenantId: 'acme',
  baseUrl: new URL(`${vendor.url}v4_6_release/`),
  companyId: 'acme',
  publicKey: 'public',
  privateKey: 'private',
  clientId: 'client',
})
const query = { path: 'service/tickets', orderBy: 'id desc', pageSize: 2 }
const all = async () => (await client.all(account(), query)).map(({ id }) => id)
const refusal = expect.objectContaining({
  code: 'VENDOR_BAD_RESPONSE',
  message: 'ConnectWise named a page of the list that came before, or pages without end.',
})

/** Answers by the page that was asked for: rows by their ids, and what the header `Link` says. */
function say(pages: Record<string, [ids: number[], link?: string]>): void {
  vendor.answer = ({ path }): FakeAnswer => {
    const { searchParams } = new URL(path, vendor.url)
    const asked = searchParams.get('pageId') ?? searchParams.get('page') ?? '1'
    const [ids, link] = pages[asked] ?? [[]]
    return { body: ids.map((id) => ({ id })), headers: link === undefined ? {} : { link } }
  }
}
const asked = () => vendor.requests.map(({ path }) => new URL(path, vendor.url))
const link = (rest: string) => `<https://elsewhere.test/v9/apis/3.0/other${rest}>; rel="next"`

describe('a further page', () => {
  test('is asked for at the tenant’s own address with the question as it was, whatever the link says', async () => {
    say({ 1: [[9, 8], link('?conditions=id>0&page=2')], 2: [[7]] })

    expect(await all()).toEqual([9, 8, 7])
    expect(asked().map(({ origin }) => `${origin}/`)).toEqual([vendor.url, vendor.url])
    expect(asked().map(({ pathname, search }) => pathname + search)).toEqual([
      '/v4_6_release/apis/3.0/service/tickets?orderBy=id%20desc&pageSize=2',
      '/v4_6_release/apis/3.0/service/tickets?orderBy=id%20desc&pageSize=2&page=2',
    ])
  })

  test('can be one behind an id', async () => {
    say({ 1: [[1, 2], link('?pageId=2')], 2: [[3, 4], link('?pageId=4')], 4: [[5]] })

    expect(await all()).toEqual([1, 2, 3, 4, 5])
    expect(vendor.requests.map(({ headers }) => headers['pagination-type'])).toEqual([
      undefined,
      'forward-only',
      'forward-only',
    ])
  })

  test('is asked for after a full page without a link', async () => {
    say({ 1: [[9, 8]], 2: [[7, 6]], 3: [[]] })

    expect(await all()).toEqual([9, 8, 7, 6])
    expect(asked().map(({ searchParams }) => searchParams.get('page'))).toEqual([null, '2', '3'])
  })

  test('is asked for behind the last id after a full page without a link', async () => {
    say({ 1: [[1, 2], link('?pageId=2')], 2: [[3, 4]], 4: [[5]] })

    expect(await all()).toEqual([1, 2, 3, 4, 5])
  })

  test('is the end when a server that does not page gives the same rows again', async () => {
    vendor.answer = () => ({ body: [{ id: 9 }, { id: 8 }] })

    expect(await all()).toEqual([9, 8])
    expect(vendor.requests).toHaveLength(2)
  })

  test('is asked for after a short page with a link, and not without', async () => {
    say({ 1: [[9], link('?page=2')], 2: [[8]] })

    expect(await all()).toEqual([9, 8])
  })

  test.each([
    ['the page itself', { 1: [[9, 8], link('?page=1')] }, 1],
    ['a page that came before', { 1: [[9, 8], link('?page=2')], 2: [[7, 6], link('?page=1')] }, 2],
    ['the same id again', { 1: [[9, 8], link('?pageId=5')], 5: [[7, 6], link('?pageId=5')] }, 2],
  ] as const)('that is %s ends the list with an error', async (_, pages, calls) => {
    say(pages as unknown as Parameters<typeof say>[0])

    await expect(all()).rejects.toEqual(refusal)
    expect(vendor.requests).toHaveLength(calls)
  })

  test('that brings nothing new and names another ends the list with an error', async () => {
    vendor.answer = ({ path }) => {
      const page = Number(new URL(path, vendor.url).searchParams.get('page') ?? 1)
      return { body: [{ id: 9 }, { id: 8 }], headers: { link: link(`?page=${page + 1}`) } }
    }

    await expect(all()).rejects.toEqual(refusal)
    expect(vendor.requests).toHaveLength(2)
  })

  test('that is the last may bring nothing new, and one in between may be empty', async () => {
    say({ 1: [[9, 8], link('?page=2')], 2: [[], link('?page=3')], 3: [[7, 6], link('?page=4')], 4: [[7, 6]] })

    expect(new Set(await all())).toEqual(new Set([9, 8, 7, 6]))
    expect(vendor.requests).toHaveLength(5)
  })

  test('without end ends with an error', async () => {
    vendor.answer = ({ path }) => {
      const page = Number(new URL(path, vendor.url).searchParams.get('page') ?? 1)
      return { body: [{ id: page }], headers: { link: link(`?page=${page + 1}`) } }
    }

    await expect(all()).rejects.toEqual(refusal)
    expect(vendor.requests).toHaveLength(100)
  })
})

test('a link is looked at only where a further page is wanted', async () => {
  say({ 1: [[9, 8], link('?page=1')] })

  expect((await client.page(account(), query)).map(({ id }) => id)).toEqual([9, 8])
  const first: WireRow[] = []
  for await (const rows of client.pages(account(), query)) {
    first.push(...rows)
    break
  }
  expect(first.map(({ id }) => id)).toEqual([9, 8])
  expect(vendor.requests).toHaveLength(2)
})
