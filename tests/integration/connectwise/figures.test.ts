import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectedSearch } from '../../support/oracle/connectwise/search.ts'
import type { CompanyState, ConnectWiseState } from '../../support/oracle/connectwise/state.ts'
import { expectedTicket, type ExpectedTicket } from '../../support/oracle/connectwise/ticket.ts'
import { comparable } from '../../support/oracle/ticket.ts'
import { createRandom } from '../../support/random.ts'
import { startWorld, type World } from '../../support/world.ts'

const fields = `
  fragment Everything on ConnectWiseTicket {
    id ticketId summary status { id name } board { id name } company { id name } contact { id name } owner { id name }
    priority { id name } recordType closed enteredAt updatedAt
    notes(first: $first) { id text author createdAt internal }
    timeEntries(first: $first) { id hours member notes startedAt }
    availableStatuses { id name isClosed }
  }`

/** As `comparable`, and time entries in their order: here it counts. */
const ordered = (value: unknown) => {
  const { timeEntries, ...ticket } = value as ExpectedTicket
  return [comparable(ticket), timeEntries.map((entry) => comparable(entry))]
}

describe.each([1, 2, 3])('the world of seed %i', (seed) => {
  const tenantId = ['acme', 'globex', 'acme'][seed - 1]!
  let world: World
  let company: CompanyState

  beforeAll(async () => {
    world = await startWorld({ tenants: true, seed, scale: 0.3, limits: false })
    company = ((await world.connectWise.state()) as unknown as ConnectWiseState)[tenantId]!
  })
  afterAll(() => world.close())

  const inTenant = async <Data>(document: string, variables: Record<string, unknown>) => {
    const { body, text } = await world.query<{ tenant: { connectWise: Data } }>(document, variables, {
      role: 'operator',
    })
    if (body.errors || !body.data) throw new Error(text.slice(0, 2_000))
    return body.data.tenant.connectWise
  }

  test('is what tickets of all kinds say, with their newest notes and time first', async () => {
    // ConnectWise is asked ten times a second at most.
    const tickets = [...company.tickets.slice(-20), ...company.tickets.slice(0, 4), ...company.projectTickets.slice(-6)]
    for (const [index, { id }] of tickets.entries()) {
      const first = [1, 2, 3, 100][index % 4]!
      const { ticket } = await inTenant<{ ticket: ExpectedTicket }>(
        `query ($id: Int!, $first: Int!, $tenantId: ID!) {
          tenant(id: $tenantId) { connectWise { ticket(ticketId: $id) { ...Everything } } }
        }${fields}`,
        { id, first, tenantId },
      )

      expect(ordered(ticket)).toEqual(ordered(expectedTicket(tenantId, company, id, first)))
    }
  })

  test('is what searches find, in order, by number and by words', async () => {
    const random = createRandom(seed)
    for (let nth = 0; nth < 30; nth++) {
      const ticket = random.pick([...company.tickets, ...company.projectTickets])
      const words = ticket.summary.split(' ').filter((word) => /^[\w-]{2,}$/.test(word))
      const search = random.pick([
        String(ticket.id),
        random.pick([...words, 'phone']),
        ticket.summary.slice(0, 5).trim(),
      ])
      const first = random.pick([1, 3, 10, 50])
      const { tickets } = await inTenant<{ tickets: { ticketId: number }[] }>(
        `query ($search: String!, $first: Int!, $tenantId: ID!) {
          tenant(id: $tenantId) { connectWise { tickets(search: $search, first: $first) { ticketId } } }
        }`,
        { search, first, tenantId },
      )

      expect({ search, found: tickets.map(({ ticketId }) => ticketId) }).toEqual({
        search,
        found: expectedSearch(company, search, first),
      })
    }
  })

  test('has a ticket per number and tenant, and none of a number that is nobody’s', async () => {
    const { ticket } = await inTenant<{ ticket: null }>(
      'query ($tenantId: ID!) { tenant(id: $tenantId) { connectWise { ticket(ticketId: 999999999) { id } } } }',
      { tenantId },
    )

    expect(ticket).toBeNull()
  })
})
