import { createClient, FindTickets, GetTicket, GraphError, HoursLogged, ServiceDeskSummary } from 'msp-graph/client'

const client = createClient({
  url: process.env['GRAPH_URL'] ?? 'http://localhost:8000/graphql',
  token: process.env['GRAPH_TOKEN'] ?? '',
})

const help = 'Ask me: “summary”, “overdue”, “hours”, or a ticket number such as T20261122.0046.'

/** Answers a message in one or a few lines; never throws. */
export async function answer(text: string): Promise<string> {
  const question = text.trim()
  try {
    if (/^T\d{8}\.\d{4}$/i.test(question)) return await describeTicket(question)
    if (/^summary\b/i.test(question)) return await describeMonth()
    if (/^overdue\b/i.test(question)) return await listOverdue()
    if (/^hours\b/i.test(question)) return await listHours()
    return help
  } catch (error) {
    if (!(error instanceof GraphError)) return 'I could not find out: something is wrong with me.'
    const wait = error.retryAfterSeconds === null ? '' : ` Ask again in ${error.retryAfterSeconds} s.`
    return `I could not find out: ${error.message}${wait}`
  }
}

async function describeMonth(): Promise<string> {
  const { activitySummary } = await client.ask(ServiceDeskSummary, { range: { preset: 'THIS_MONTH' } })
  if (!activitySummary) return 'There are no figures.'
  const { totalTickets, openTickets, comparison } = activitySummary
  const before = comparison ? ` (${comparison.totalTickets} in the month before)` : ''
  return `${totalTickets} tickets this month${before}, ${openTickets} of them open.`
}

async function describeTicket(number: string): Promise<string> {
  const { ticket } = await client.ask(GetTicket, { id: number })
  if (!ticket) return `There is no ticket ${number} on the service board.`
  const { title, status, priority, company, assignee } = ticket
  return [
    `${ticket.number}: ${title}`,
    `${status.label}, ${priority.label}, for ${company?.name ?? 'no company'}, ${assignee?.name ?? 'unassigned'}`,
  ].join('\n')
}

async function listOverdue(): Promise<string> {
  const order = { field: 'DUE', direction: 'ASC' } as const
  const { tickets } = await client.ask(FindTickets, { filter: { overdue: true }, orderBy: order, first: 5 })
  const rows = (tickets?.nodes ?? []).map(
    ({ number, title, assignee }) => `${number} ${title} (${assignee?.name ?? 'unassigned'})`,
  )
  return [`${tickets?.totalCount ?? 0} tickets are overdue.`, ...rows].join('\n')
}

async function listHours(): Promise<string> {
  const { dailyReport } = await client.ask(HoursLogged)
  const rows = (dailyReport?.hoursByResource ?? []).map(({ hours, resource }) => `${resource.name}: ${hours} h`)
  return [`${dailyReport?.hoursWorked ?? 0} hours were logged today.`, ...rows].join('\n')
}
