import type { World } from './world.ts'

/** Every field of a ticket, as `expectedTicket` of the oracle has them. */
export const ticketFields = `
  fragment TicketFields on Ticket {
    id number title description
    status { id label isClosed } priority { id label rank } queue { id label }
    issueType subIssueType source
    company { id name } contact { id name email phone } assignee { id name email }
    contract { id name type startsOn endsOn }
    createdAt completedAt resolvedAt firstResponseAt dueAt lastActivityAt
    resolutionHours hoursLogged slaMet
    timeEntries { id hours workedOn startedAt endedAt summary resource { id name email } }
  }`

export interface TicketRow {
  id: string
  [field: string]: unknown
}

interface ListAnswer<Row> {
  tickets: {
    totalCount: number
    nodes: Row[]
    edges: { cursor: string; node: { id: string } }[]
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  }
}

/**
 * Asks for a list page by page until the last, and gives all rows in order.
 *
 * @throws Error when a page contradicts itself
 */
export async function walkTickets<Row extends { id: string } = { id: string }>(
  world: Pick<World, 'data'>,
  variables: { range?: object; filter?: object; orderBy?: object; first: number },
  selection = '{ id }',
  fragments = '',
): Promise<Row[]> {
  const document = `
    query ($range: DateRangeInput, $filter: TicketFilter, $orderBy: TicketOrder, $first: Int, $after: String) {
      tickets(range: $range, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        totalCount
        nodes ${selection}
        edges { cursor node { id } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }${fragments}`
  const rows: Row[] = []
  let after: string | null = null
  for (;;) {
    const answer: ListAnswer<Row> = await world.data<ListAnswer<Row>>(document, { ...variables, after })
    const { tickets } = answer
    const { nodes, edges, pageInfo, totalCount } = tickets
    rows.push(...nodes)
    const isWhole = edges.every(({ node }, index) => node.id === nodes[index]?.id) && edges.length === nodes.length
    const isPlaced =
      pageInfo.startCursor === (edges[0]?.cursor ?? null) && pageInfo.hasPreviousPage === (after !== null)
    const isFull = pageInfo.hasNextPage ? nodes.length === variables.first : rows.length === totalCount
    if (!isWhole || !isPlaced || !isFull) throw new Error(`A page contradicts itself: ${JSON.stringify(pageInfo)}`)
    if (!pageInfo.hasNextPage) return rows
    after = pageInfo.endCursor
  }
}
