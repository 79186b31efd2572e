import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { salesPageDocument, websitePageDocument } from '../../support/sales-page-document.ts'
import { countResponses } from '../../support/stored-responses.ts'
import { startWorld, waitForReplica, type World } from '../../support/world.ts'

let world: World

const counts = (work: () => Promise<unknown>) => countResponses(world.url, work)

/** Asks until the answer is a stored one. @returns its text */
async function store(document: string): Promise<string> {
  let text = ''
  const ask = async () => void ({ text } = await world.query(document))
  await expect.poll(async () => (await counts(ask)).stored).toBe(1)
  return text
}

async function askAgain(document: string): Promise<{ text: string; stored: number }> {
  let text = ''
  const { stored } = await counts(async () => void ({ text } = await world.query(document)))
  return { text, stored }
}

const refresh = (scope: string) => world.data(`mutation { refresh(input: { scope: ${scope} }) { refreshedAt } }`)

describe.each([{ sync: false }, { sync: true }])('a response of HubSpot’s, replicated: $sync,', ({ sync }) => {
  beforeEach(async () => {
    world = await startWorld({ sync, scale: 0.1 })
    if (sync) await waitForReplica(world)
  })
  afterEach(() => world.close())

  test.each([
    ['sales page', salesPageDocument],
    ['website page', websitePageDocument],
  ])('the %s, is stored, the same to the byte and without a call', async (_, document) => {
    const made = await world.query(document)
    expect(made.body.errors).toBeUndefined()
    await store(document)
    await world.hubspot.clearRequests()
    const { text, stored } = await askAgain(document)

    expect(stored).toBe(1)
    expect(await world.hubspot.requests()).toEqual([])
    // Deals were still being read by then.
    const withoutMoment = (body: string) => body.replaceAll(/"asOf":"[^"]+"|"dealsProgress":\{[^}]+\}/g, '')
    expect(withoutMoment(text)).toBe(withoutMoment(made.text))
  })

  test('is made anew once a refresh finds a change', async () => {
    const document = '{ deals(first: 100) { nodes { id name } } }'
    const before = await store(document)
    const { deals } = await world.hubspot.state()
    await world.hubspot.records('deals', { upsert: { id: deals[0]!.id, properties: { dealname: 'Changed now' } } })
    await refresh('SALES')
    const { text, stored } = await askAgain(document)

    expect(stored).toBe(0)
    expect(before).not.toContain('Changed now')
    expect(text).toContain('Changed now')
  })

  test('is not used once what it shows is no longer fresh', async () => {
    const document =
      '{ websiteAnalytics(range: { preset: LAST_7_DAYS }) { pageViews freshness { asOf stale maxAgeSeconds } } }'
    const { maxAgeSeconds } = (
      JSON.parse(await store(document)) as { data: { websiteAnalytics: { freshness: { maxAgeSeconds: number } } } }
    ).data.websiteAnalytics.freshness
    await world.advanceClock(maxAgeSeconds * 1_000)

    expect((await askAgain(document)).stored).toBe(0)
  })

  test('with a part that was refused is made each time', async () => {
    await world.hubspot.fault({ match: '/analytics/v2/', status: 403, times: -1 })
    for (let n = 0; n < 2; n++) expect((await askAgain(websitePageDocument)).stored).toBe(0)
  })
})

describe('with twenty vendor calls for an operation', () => {
  beforeEach(async () => {
    world = await startWorld({ scale: 0.1, environment: { LIMIT_VENDOR_CALLS_PER_OPERATION: '20' } })
  })
  afterEach(() => world.close())

  test('one that was refused is not stored, although the rest of it ended without an error', async () => {
    const dayOf = (index: number) => new Date(Date.UTC(2026, 0, index + 1)).toISOString().slice(0, 10)
    const stats = (index: number) => `formStats(range: { from: "${dayOf(index)}", to: "${dayOf(index)}" }) { name }`
    // The forms are there from now on, and what they count on other days is not.
    await store(`{ ${stats(0)} }`)
    const document = `{ ${Array.from({ length: 25 }, (_, index) => `f${index}: ${stats(index + 1)}`).join(' ')} }`
    for (let n = 0; n < 3; n++) {
      const { text, stored } = await askAgain(document)
      expect(text).toContain('QUERY_TOO_EXPENSIVE')
      expect(stored).toBe(0)
    }
  })
})
