import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dataCalls } from '../../support/vendor-calls.ts'
import { fixedWorld, type World } from '../../support/world.ts'
import { otherSdl, startOtherSubgraph, type OtherRecords, type OtherSubgraph } from './other-subgraph.ts'
import { askRouter, compositions, startRouter, type Router } from './router.ts'
import { readSdl, startSubgraphWorld } from './subgraph-world.ts'

let world: World
let other: OtherSubgraph
let records: OtherRecords
const routers = new Map<string, Router>()

/** A hundred surveys and invoices about what the vendors have. */
async function inventRecords(): Promise<OtherRecords> {
  const { Tickets, rocQueueID } = await world.state()
  const { deals } = await world.hubspot.state()
  const work = (await world.connectWise.state())['acme']?.tickets ?? []
  const ofRoc = Tickets.filter(({ queueID }) => queueID === rocQueueID).slice(0, 100)
  return {
    surveys: ofRoc.map(({ id }, index) => ({ id: `s${index}`, score: index % 5, ticketId: String(id) })),
    invoices: ofRoc.map(({ companyID }, index) => ({
      id: `i${index}`,
      companyId: String(companyID),
      dealId: String(deals[index % deals.length]?.id),
      workId: `acme:${work[index % work.length]?.id}`,
    })),
  }
}

beforeAll(async () => {
  world = await startSubgraphWorld({ ...fixedWorld, scale: 0.2, sync: false })
  records = await inventRecords()
  other = await startOtherSubgraph(records)
  const parts = [
    { name: 'msp', url: `${world.url}/graphql`, sdl: await readSdl(world) },
    { name: 'surveys', url: other.url, sdl: otherSdl },
  ]
  for (const [name, compose] of Object.entries(compositions)) routers.set(name, await startRouter(compose(parts)))
})
beforeEach(async () => {
  await world.data('mutation { refresh(input: { scope: ALL }) { refreshedAt } }')
  for (const vendor of [world, world.hubspot, world.connectWise]) await vendor.clearRequests()
})
afterAll(async () => {
  for (const router of routers.values()) await router.close()
  await other?.close()
  await world?.close()
})

describe.each(Object.keys(compositions))('a router over what %s composed', (name) => {
  async function ask<Data>(document: string, role: 'viewer' | 'operator' = 'viewer') {
    const { data, errors } = await askRouter<Data>(routers.get(name)!.url, document, await world.token(role))
    expect(errors).toBeUndefined()
    return data!
  }

  test('follows a hundred references of another subgraph to tickets, by one call', async () => {
    const { surveys } = await ask<{ surveys: object[] }>('{ surveys { score ticket { id title company { name } } } }')

    const { Tickets, Companies } = await world.state()
    expect(surveys).toEqual(
      records.surveys.map(({ score, ticketId }) => {
        const ticket = Tickets.find(({ id }) => String(id) === ticketId)
        const name = Companies.find(({ id }) => id === ticket?.companyID)?.companyName
        return { score, ticket: { id: ticketId, title: ticket?.title, company: { name } } }
      }),
    )
    expect(dataCalls(await world.requests())).toEqual(['Tickets', 'Companies'])
  })

  test('adds the fields of another subgraph to tickets', async () => {
    const { tickets } = await ask<{ tickets: { nodes: { id: string; number: string }[] } }>(
      '{ tickets(range: { preset: LAST_365_DAYS }, first: 50) { nodes { id number survey { score } surveyAddress } } }',
    )

    expect(tickets.nodes).toHaveLength(50)
    expect(tickets.nodes).toEqual(
      tickets.nodes.map(({ id, number }) => {
        const score = records.surveys.find(({ ticketId }) => ticketId === id)?.score
        return {
          id,
          number,
          survey: score === undefined ? null : { score },
          surveyAddress: `https://surveys.example/${number}`,
        }
      }),
    )
  })

  test('follows references to companies, deals and ConnectWise tickets in one operation', async () => {
    const { invoices } = await ask<{ invoices: object[] }>(
      '{ invoices { id total { amount currency } company { name } deal { name } work { summary } } }',
      'operator',
    )

    const { Companies } = await world.state()
    const { deals } = await world.hubspot.state()
    const tickets = (await world.connectWise.state())['acme']?.tickets ?? []
    expect(invoices).toEqual(
      records.invoices.map(({ id, companyId, dealId, workId }) => ({
        id,
        total: { amount: '100.00', currency: 'EUR' },
        company: { name: Companies.find((company) => String(company.id) === companyId)?.companyName },
        deal: { name: deals.find((deal) => deal.id === dealId)?.properties['dealname'] ?? '' },
        work: { summary: tickets.find((ticket) => `acme:${ticket.id}` === workId)?.summary },
      })),
    )
    expect(dataCalls(await world.requests())).toEqual(['Companies'])
    expect((await world.connectWise.requests()).map(({ path }) => path.split('/').at(-1))).toEqual(['tickets'])
  })

  test('hands on the caller, who may see what the same caller may see at the gateway', async () => {
    const { data, errors } = await askRouter(
      routers.get(name)!.url,
      '{ invoices { id company { id } work { summary } } }',
      await world.token('viewer'),
    )

    expect(data).toEqual({
      invoices: records.invoices.map(({ id, companyId }) => ({ id, company: { id: companyId }, work: null })),
    })
    expect(errors?.map(({ message }) => message)).toEqual([expect.stringContaining('OPERATOR')])
    expect(await world.connectWise.requests()).toEqual([])
  })

  test('gets nothing for a caller without a valid token', async () => {
    const { data } = await askRouter(routers.get(name)!.url, '{ surveys { id ticket { title } } }', 'nonsense')

    expect(data).toEqual({ surveys: records.surveys.map(({ id }) => ({ id, ticket: null })) })
    expect(await world.requests()).toEqual([])
  })
})
