import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { walkDeals } from '../../support/deal-document.ts'
import { hubspotChanges } from '../../support/hubspot-changes.ts'
import { hubspotWorlds, startChangedWorld } from '../../support/hubspot-worlds.ts'
import { expectedDeals, type DealFilter, type ExpectedDeal } from '../../support/oracle/hubspot/deals.ts'
import type { DealState } from '../../support/oracle/hubspot/places.ts'
import { toUnits, unitsToText } from '../../support/oracle/hubspot/money.ts'
import type { HubSpotState } from '../../support/oracle/hubspot/state.ts'
import { comparable } from '../../support/oracle/ticket.ts'
import { startWorld, type World } from '../../support/world.ts'

const fields = ['AMOUNT', 'CLOSE_DATE', 'CREATED', 'NAME'] as const
const orders = fields.flatMap((field) => (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })))

const sumOf = (rows: ExpectedDeal[]) =>
  unitsToText(rows.reduce((total, { amount }) => total + (amount === null ? 0n : (toUnits(amount.amount) ?? 0n)), 0n))

interface Buckets {
  dealPipelines: {
    id: string
    totalDeals: number
    totalValue: { amount: string }
    stages: { id: string; dealCount: number; totalValue: { amount: string } }[]
  }[]
  crmSummary: { dealsByState: { state: DealState; deals: number; totalValue: { amount: string } }[] }
}

/** Opens every stage, pipeline and state: those that do not hold the rows and the sum they say, and the deals of all stages. */
async function wrongBuckets(world: World): Promise<{ wrong: object[]; opened: number; deals: number }> {
  const { dealPipelines, crmSummary } = await world.data<Buckets>(`{
    dealPipelines { id totalDeals totalValue { amount } stages { id dealCount totalValue { amount } } }
    crmSummary { dealsByState { state deals totalValue { amount } } }
  }`)
  const states = crmSummary.dealsByState.map(({ state, deals, totalValue }) => ({
    filter: { state },
    count: deals,
    sum: totalValue.amount,
  }))
  const places = dealPipelines.flatMap(({ id, totalDeals, totalValue, stages }) => [
    { filter: { pipeline: [id] }, count: totalDeals, sum: totalValue.amount },
    ...stages.map((stage) => ({
      filter: { pipeline: [id], stage: [stage.id] },
      count: stage.dealCount,
      sum: stage.totalValue.amount,
    })),
  ])
  const buckets = [...states, ...places]
  const wrong: object[] = []
  for (const bucket of buckets) {
    const rows = await walkDeals(world, { filter: bucket.filter })
    const found = { count: rows.length, sum: sumOf(rows) }
    if (found.count !== bucket.count || found.sum !== bucket.sum) wrong.push({ bucket, found })
  }
  const stages = dealPipelines.flatMap((pipeline) => pipeline.stages)
  const deals = stages.reduce((total, { dealCount }) => total + dealCount, 0)
  return { wrong, opened: buckets.length, deals }
}

/** Filters worth asking of any account; ids are ones that its pipelines have. */
function filtersOf(state: HubSpotState): DealFilter[] {
  const [one, other] = state.pipelines
  const stages = state.pipelines.flatMap((pipeline) => pipeline.stages.map(({ id }) => id))
  const name = expectedDeals(state, 'UTC')[0]!.name
  return [
    {},
    { state: 'OPEN' },
    { state: 'WON' },
    { state: 'LOST' },
    { state: 'CLOSED_OTHER' },
    { pipeline: [one!.id] },
    { pipeline: [one!.id, other!.id], state: 'OPEN' },
    { stage: stages.slice(0, 3) },
    { stage: stages, state: 'LOST' },
    { stage: ['unknown'] },
    { stage: ['unknown', stages[1]!], pipeline: [one!.id] },
    { stage: ['unknown'], state: 'WON' },
    { stage: [`unknown:${one!.id}`] },
    { text: name.toUpperCase() },
    { text: name.slice(2, 9).toLowerCase(), state: 'OPEN' },
    { text: '3cx', pipeline: [other!.id] },
    { text: '<tagged>' },
    { text: '%' },
    { text: '.*' },
    { text: 'no deal is called so' },
    { pipeline: null, stage: null, state: null, text: null },
    { pipeline: [one!.id], stage: other!.stages.map(({ id }) => id) },
    { pipeline: [] },
  ]
}

const { options } = hubspotWorlds[1]!
const { timeZone } = options

describe('a list of deals', () => {
  let world: World
  let state: HubSpotState

  beforeAll(async () => {
    world = await startWorld(options)
    state = await world.hubspot.state()
  })
  afterAll(() => world.close())

  test.each(orders)('by $field $direction holds every deal once, whatever the size of a page', async (orderBy) => {
    const expected = comparable(expectedDeals(state, timeZone, {}, orderBy))

    expect(comparable(await walkDeals(world, { orderBy, first: 17 }))).toEqual(expected)
    expect(comparable(await walkDeals(world, { orderBy, first: 100 }))).toEqual(expected)
  })

  test('is newest first unless chosen', async () => {
    const newest = comparable(expectedDeals(state, timeZone))

    expect(comparable(await walkDeals(world))).toEqual(newest)
    expect(comparable(await walkDeals(world, { orderBy: { field: 'CREATED' } }))).toEqual(newest)
  })

  test('passes every condition of its filter', async () => {
    for (const filter of filtersOf(state)) {
      expect(comparable({ filter, rows: await walkDeals(world, { filter, first: 23 }) })).toEqual(
        comparable({ filter, rows: expectedDeals(state, timeZone, filter) }),
      )
    }
  })

  test('refuses stages and pipelines that there are not, and says which there are', async () => {
    for (const [name, known] of [
      ['pipeline', 'default'],
      ['stage', 'closedwon'],
    ] as const) {
      const { body } = await world.query('query ($filter: DealFilter) { deals(filter: $filter) { totalCount } }', {
        filter: { [name]: ['nothing'] },
      })

      expect(body.data).toEqual({ deals: null })
      expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT'])
      expect(body.errors?.[0]?.message).toContain(known)
    }
  })

  test('refuses a cursor of another order, and what is no cursor', async () => {
    const document = `query ($orderBy: DealOrder, $after: String) {
      deals(orderBy: $orderBy, first: 3, after: $after) { pageInfo { endCursor } }
    }`
    type Page = { deals: { pageInfo: { endCursor: string } } }
    const { deals } = await world.data<Page>(document, { orderBy: { field: 'AMOUNT', direction: 'ASC' } })
    const refused = [
      { orderBy: { field: 'AMOUNT', direction: 'DESC' }, after: deals.pageInfo.endCursor },
      { orderBy: { field: 'NAME', direction: 'ASC' }, after: deals.pageInfo.endCursor },
      { after: deals.pageInfo.endCursor },
      { after: 'bm90aGluZw' },
      { after: '' },
    ]

    for (const variables of refused) {
      const { body } = await world.query(document, variables)
      expect({ variables, data: body.data, codes: body.errors?.map(({ extensions }) => extensions.code) }).toEqual({
        variables,
        data: { deals: null },
        codes: ['BAD_USER_INPUT'],
      })
    }
  })

  test.each([0, 101, -1])('of %d rows is refused', async (first) => {
    const { body } = await world.query(
      `{ deals(first: ${first}) { totalCount } recentContacts(first: ${first}) { id } }`,
    )

    expect(body.data).toEqual({ deals: null, recentContacts: null })
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT'])
    for (const { message } of body.errors ?? []) expect(message).toMatch(/1 to 100/)
  })
})

describe('a stage and a pipeline open to exactly their deals', () => {
  test.each(hubspotChanges)('with $label', async (change) => {
    const { world, state } = await startChangedWorld(options, change)

    expect(await wrongBuckets(world)).toEqual({
      wrong: [],
      opened: expect.any(Number),
      deals: expectedDeals(state, timeZone).length,
    })
    await world.close()
  })

  test('among 3,000', async () => {
    const big = hubspotWorlds.find(({ label }) => label === '3,000 deals')!
    const world = await startWorld(big.options)
    const state = await world.hubspot.state()
    const expected = expectedDeals(state, big.options.timeZone, {}, { field: 'AMOUNT', direction: 'DESC' })

    expect(expected.length).toBeGreaterThanOrEqual(3_000)
    expect(await wrongBuckets(world)).toEqual({ wrong: [], opened: expect.any(Number), deals: expected.length })
    expect(comparable(await walkDeals(world, { orderBy: { field: 'AMOUNT' } }))).toEqual(comparable(expected))
    await world.close()
  })
})
