import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectedActivitySummary, type ExpectedActivitySummary } from '../../support/oracle/activity-summary.ts'
import { localDay, presetDays, split } from '../../support/oracle/days.ts'
import { expectedCrmSummary } from '../../support/oracle/hubspot/crm.ts'
import { rocTickets } from '../../support/oracle/filter.ts'
import { expectedDailyReport, expectedMonthlyReport } from '../../support/oracle/reports.ts'
import type { AutotaskState } from '../../support/oracle/state.ts'
import { comparedWorlds } from '../../support/telling-worlds.ts'
import { startWorld, type World } from '../../support/world.ts'
import { endpoints } from '../../../server/rest/endpoints.ts'
import { createRest, dataOf } from './rest-client.ts'

const ticketFields = `id number title status { id label } priority { label } company { name } assignee { name }
  createdAt completedAt dueAt lastActivityAt hoursLogged`

interface GraphTicket {
  id: string
  number: string
  title: string
  status: { id: string; label: string }
  priority: { label: string }
  company: { name: string } | null
  assignee: { name: string } | null
  createdAt: string
  completedAt: string | null
  dueAt: string | null
  lastActivityAt: string | null
  hoursLogged: number | null
}

const shownTicket = (ticket: GraphTicket) => ({
  id: ticket.id,
  ticket_number: ticket.number,
  title: ticket.title,
  status: ticket.status.label,
  priority: ticket.priority.label,
  company_name: ticket.company?.name ?? null,
  assigned_resource: ticket.assignee?.name ?? null,
  created_date: ticket.createdAt,
  completed_date: ticket.completedAt,
  due_date: ticket.dueAt,
  last_activity_date: ticket.lastActivityAt,
  hours_logged: ticket.hoursLogged,
})

function countsByLabel(buckets: readonly { label: string; count: number }[]) {
  const counts: Record<string, number> = {}
  for (const { label, count } of buckets) counts[label] = (counts[label] ?? 0) + count
  return counts
}

const shownSummary = (summary: ExpectedActivitySummary) => ({
  total_tickets: summary.totalTickets,
  open_tickets: summary.openTickets,
  completed_tickets: summary.completedTickets,
  tickets_by_status: countsByLabel(summary.byStatus),
  tickets_by_priority: countsByLabel(summary.byPriority),
  average_resolution_hours: summary.averageResolutionHours,
  total_hours_logged: summary.hoursLogged,
  average_hours_per_ticket: summary.averageHoursPerTicket,
  period: { start: summary.range.from, end: summary.range.to },
})

/** The description of an address, whose schema every answer must fit. */
function fits(path: string, data: unknown) {
  const endpoint = endpoints.find((each) => each.path === path && each.method === 'GET')
  expect(endpoint?.response.safeParse(data).error).toBeUndefined()
}

describe.each(comparedWorlds.slice(0, 3))('$label', (telling) => {
  const { timeZone, now } = telling.options
  let world: World
  let state: AutotaskState
  let rest: ReturnType<typeof createRest>

  beforeAll(async () => {
    world = await startWorld({ ...telling.options, tenants: true })
    state = await world.state()
    rest = createRest(world)
  })
  afterAll(() => world.close())

  const today = localDay(new Date(now), timeZone)
  const month = presetDays('THIS_MONTH', new Date(now), timeZone)
  const quarter = presetDays('LAST_90_DAYS', new Date(now), timeZone)

  async function graphTickets(variables: object) {
    const document = `query ($range: DateRangeInput, $filter: TicketFilter, $first: Int, $after: String) {
      tickets(range: $range, filter: $filter, first: $first, after: $after) {
        nodes { ${ticketFields} } pageInfo { hasNextPage endCursor } freshness { source asOf stale } } }`
    return (
      await world.data<{
        tickets: {
          nodes: GraphTicket[]
          pageInfo: { hasNextPage: boolean; endCursor: string }
          freshness: object
        }
      }>(document, variables as Record<string, unknown>)
    ).tickets
  }

  test('tickets, page by page, are those of the graph and of the oracle', async () => {
    const found: { id: string }[] = []
    let cursor: string | null = null
    do {
      const search = new URLSearchParams({ start_date: quarter.from, end_date: quarter.to, limit: '100' })
      if (cursor !== null) search.set('cursor', cursor)
      const answer = await rest(`/api/autotask/tickets?${search}`)
      const page = await graphTickets({ range: quarter, first: 100, after: cursor })
      const data = dataOf(answer) as { id: string }[]

      expect(data).toEqual(page.nodes.map(shownTicket))
      expect(answer.body.next_cursor).toBe(page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null)
      expect(answer.body.freshness).toMatchObject({ source: 'AUTOTASK', stale: false })
      fits('/api/autotask/tickets', data)
      found.push(...data)
      cursor = answer.body.next_cursor ?? null
    } while (cursor !== null)

    const expected = rocTickets(state).filter((ticket) => {
      const day = localDay(ticket.createDate, timeZone)
      return day >= quarter.from && day <= quarter.to
    })
    expect(found.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => String(id)).toSorted())
  })

  test('tickets are those of this month unless told otherwise, 25 of them', async () => {
    const { nodes } = await graphTickets({ range: month, first: 25 })

    expect(dataOf(await rest('/api/autotask/tickets'))).toEqual(nodes.map(shownTicket))
    expect(dataOf(await rest(`/api/autotask/tickets?start_date=${month.from}&limit=25`))).toEqual(
      nodes.map(shownTicket),
    )
  })

  test('tickets by status: open, completed, an id, a label in any case', async () => {
    const range = { start_date: quarter.from, end_date: quarter.to, limit: '100' }
    const ask = async (status: string) =>
      dataOf(await rest(`/api/autotask/tickets?${new URLSearchParams({ ...range, status })}`))
    const graph = async (filter: object) =>
      (await graphTickets({ range: quarter, filter, first: 100 })).nodes.map(shownTicket)
    const { nodes } = await graphTickets({ range: quarter, first: 1 })
    const { id, label } = nodes[0]!.status

    expect(await ask('open')).toEqual(await graph({ state: 'OPEN' }))
    expect(await ask('Completed')).toEqual(await graph({ state: 'COMPLETED' }))
    expect(await ask(id)).toEqual(await graph({ status: [id] }))
    expect(await ask(label.toUpperCase())).toEqual(await graph({ status: [id] }))
  })

  test('an instant is its day in the portal’s time zone', async () => {
    const late = new Date(Date.parse(now) - 20 * 86_400_000).toISOString()
    const day = localDay(late, timeZone)
    const byInstant = await rest(`/api/autotask/activity?${new URLSearchParams({ start_date: late, end_date: late })}`)

    expect(dataOf(byInstant)).toEqual(shownSummary(expectedActivitySummary(state, { from: day, to: day, timeZone })))
  })

  test('activity is that of the oracle, by default of this month', async () => {
    for (const days of [month, quarter]) {
      const search = days === month ? '' : `?start_date=${days.from}&end_date=${days.to}`
      const answer = await rest(`/api/autotask/activity${search}`)

      expect(dataOf(answer)).toEqual(shownSummary(expectedActivitySummary(state, { ...days, timeZone })))
      expect(answer.body).toMatchObject({ success: true, freshness: { source: 'AUTOTASK', stale: false } })
      fits('/api/autotask/activity', answer.body.data)
    }
  })

  test('the daily report is that of the oracle, by default of today', async () => {
    const { nodes } = await graphTickets({ range: { from: today, to: today }, first: 100 })
    const { summary, hoursWorked, hoursByResource } = expectedDailyReport(state, today, timeZone)
    const data = dataOf(await rest('/api/autotask/report/daily'))

    expect(data).toEqual({
      date: today,
      summary: shownSummary(summary),
      hours_worked: hoursWorked,
      hours_by_resource: hoursByResource.map(({ resource, hours }) => ({ name: resource.name, hours })),
      tickets: nodes.map(shownTicket),
    })
    fits('/api/autotask/report/daily', data)
    expect(dataOf(await rest(`/api/autotask/report/daily?date=${today}`))).toEqual(data)
  })

  test('the monthly report is that of the oracle, and its list goes on among the tickets', async () => {
    const { year, month: number } = split(quarter.from)
    const days = presetDays('THIS_MONTH', new Date(`${quarter.from}T12:00:00Z`), timeZone)
    const { summary, hoursWorked, hoursByResource } = expectedMonthlyReport(state, year, number, timeZone)
    const { nodes } = await graphTickets({ range: days, first: 100 })
    const answer = await rest(`/api/autotask/report/monthly?year=${year}&month=${number}`)
    const data = dataOf(answer)

    expect(data).toEqual({
      year,
      month: number,
      summary: shownSummary(summary),
      hours_worked: hoursWorked,
      hours_by_resource: hoursByResource.map(({ resource, hours }) => ({ name: resource.name, hours })),
      tickets: nodes.map(shownTicket),
      daily: summary.byDay,
    })
    fits('/api/autotask/report/monthly', data)
    const thisMonth = dataOf(await rest('/api/autotask/report/monthly'))
    expect(thisMonth).toMatchObject({ year: split(month.from).year, month: split(month.from).month })
  })

  test('the CRM is that of the oracle, with numbers for money', async () => {
    const expected = expectedCrmSummary(await world.hubspot.state())
    const answer = await rest('/api/hubspot/crm/summary')

    expect(dataOf(answer)).toEqual({
      contacts_count: expected.contacts,
      deals_count: expected.deals,
      companies_count: expected.companies,
      total_deal_value: Number(expected.totalDealValue.amount),
    })
    fits('/api/hubspot/crm/summary', answer.body.data)
    expect(answer.body.freshness).toMatchObject({ source: 'HUBSPOT', stale: false })
  })

  test('contacts, pipelines, analytics and forms are those of the graph, and stats has them all', async () => {
    interface Graph {
      recentContacts: {
        id: string
        firstName: string
        lastName: string
        email: string
        company: string
        createdAt: string
        updatedAt: string
      }[]
      dealPipelines: {
        id: string
        name: string
        totalDeals: number
        totalValue: { amount: string }
        stages: { label: string; dealCount: number; totalValue: { amount: string } }[]
      }[]
      websiteAnalytics: Record<string, number | null>
      formStats: { id: string; name: string; submissions: number | null; conversionRate: number | null }[]
    }
    const graph = await world.data<Graph>(`{
      recentContacts(first: 10) { id firstName lastName email company createdAt updatedAt }
      dealPipelines { id name totalDeals totalValue { amount } stages { label dealCount totalValue { amount } } }
      websiteAnalytics { pageViews sessions totalContacts newContacts formSubmissions averageSessionSeconds }
      formStats { id name submissions conversionRate }
    }`)
    const contacts = graph.recentContacts.map((each) => ({
      id: each.id,
      firstname: each.firstName,
      lastname: each.lastName,
      email: each.email,
      company: each.company,
      createdate: each.createdAt,
      lastmodifieddate: each.updatedAt,
    }))
    const pipelines = graph.dealPipelines.map(({ name, stages, totalDeals, totalValue }) => ({
      pipeline_name: name,
      stages: stages.map((stage) => ({
        stage: stage.label,
        deal_count: stage.dealCount,
        total_value: Number(stage.totalValue.amount),
      })),
      total_deals: totalDeals,
      total_value: Number(totalValue.amount),
    }))
    const website = graph.websiteAnalytics
    const analytics = {
      total_page_views: website['pageViews'],
      total_sessions: website['sessions'],
      total_contacts: website['totalContacts'],
      new_contacts_this_month: website['newContacts'],
      form_submissions: website['formSubmissions'],
      average_session_duration: website['averageSessionSeconds'],
    }
    const forms = graph.formStats.map(({ id, name, submissions, conversionRate }) => ({
      form_id: id,
      form_name: name,
      submissions,
      conversion_rate: conversionRate,
    }))
    const last = graph.dealPipelines.length - 1
    const ask = async (path: string) => {
      const data = dataOf(await rest(path))
      fits(path.split('?')[0]!, data)
      return data
    }

    expect(await ask('/api/hubspot/contacts/recent')).toEqual(contacts)
    expect(await ask('/api/hubspot/contacts/recent?limit=3')).toEqual(contacts.slice(0, 3))
    expect(await ask('/api/hubspot/deals/pipeline')).toEqual(pipelines[0])
    expect(await ask(`/api/hubspot/deals/pipeline?pipeline=${graph.dealPipelines[last]!.id}`)).toEqual(pipelines[last])
    expect(await ask('/api/hubspot/analytics')).toEqual(analytics)
    expect(await ask('/api/hubspot/forms')).toEqual(forms)
    expect(await ask('/api/hubspot/stats')).toEqual({
      crm: await ask('/api/hubspot/crm/summary'),
      pipeline: pipelines[0],
      analytics,
      forms,
      recent_contacts: contacts,
    })
  })

  test('a tenant’s ConnectWise is that of the graph', async () => {
    const open = (await world.connectWise.state())['acme']!.tickets.find(({ closedFlag }) => !closedFlag)!
    const fields = `summary status { id name } board { id name } company { id name } contact { id name }
      owner { id name } priority { id name } closed`
    const asking = { role: 'admin' } as const
    const { body } = await world.query<{
      tenant: {
        connectWise: Record<string, unknown> & { ticket: { ticketId: number }; tickets: { ticketId: number }[] }
      }
    }>(
      `query ($number: Int!, $search: String!) { tenant(id: "acme") { connectWise { enabled
        credentials { baseUrl companyId publicKeyHint clientIdHint defaultTimeMinutes autoUpdateStatus
          defaultStatuses { boardId statusId } defaultMemberIdentifier memberMap { email memberIdentifier } workRole
          workType updatedAt updatedBy }
        tickets(search: $search) { ticketId ${fields} }
        ticket(ticketId: $number) { ticketId ${fields}
          notes { id text author createdAt internal } timeEntries { id hours member notes startedAt }
          availableStatuses { id name isClosed } } } } }`,
      { number: open.id, search: open.summary.slice(0, 4) },
      asking,
    )
    const graph = body.data!.tenant.connectWise
    const byNumber = ({ ticketId, ...rest }: { ticketId: number }) => ({ id: ticketId, ...rest })
    const base = '/api/admin/tenant/acme/connectwise'
    const ask = async (path: string, described: string) => {
      const data = dataOf(await rest(`${base}${path}`, asking))
      fits(`/api/admin/tenant/:tenantId/connectwise${described}`, data)
      return data
    }

    expect(await ask('/enabled', '/enabled')).toEqual({ enabled: graph['enabled'] })
    expect(await ask('/credentials', '/credentials')).toEqual(graph['credentials'])
    expect(
      await ask(`/tickets/search?${new URLSearchParams({ q: open.summary.slice(0, 4) })}`, '/tickets/search'),
    ).toEqual(graph.tickets.map(byNumber))
    expect(await ask(`/tickets/${open.id}`, '/tickets/:ticketId')).toEqual(byNumber(graph.ticket))
  })
})
