import type { DealFilter, DealOrder, ExpectedDeal } from './oracle/hubspot/deals.ts'
import type { World } from './world.ts'

/** Every field of a deal, as `expectedDeal` of the oracle has them. */
export const dealFields = `
  fragment DealFields on Deal {
    id name amount { amount currency } stage { id label } pipeline { id name } closeDate createdAt state
  }`

interface ListAnswer {
  deals: {
    totalCount: number
    nodes: ExpectedDeal[]
    edges: { cursor: string; node: { id: string } }[]
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  }
}

/**
 * Asks for deals page by page until the last, and gives all rows in order.
 *
 * @throws Error when a page contradicts itself
 */
export async function walkDeals(
  world: World,
  { filter, orderBy, first = 100 }: { filter?: DealFilter; orderBy?: Partial<DealOrder>; first?: number } = {},
): Promise<ExpectedDeal[]> {
  const document = `
    query ($filter: DealFilter, $orderBy: DealOrder, $first: Int, $after: String) {
      deals(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        totalCount
        nodes { ...DealFields }
        edges { cursor node { id } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }${dealFields}`
  const rows: ExpectedDeal[] = []
  let after: string | null = null
  for (;;) {
    const answer: ListAnswer = await world.data<ListAnswer>(document, { filter, orderBy, first, after })
    const { nodes, edges, pageInfo, totalCount } = answer.deals
    rows.push(...nodes)
    const isWhole = edges.every(({ node }, index) => node.id === nodes[index]?.id) && edges.length === nodes.length
    const isPlaced =
      pageInfo.startCursor === (edges[0]?.cursor ?? null) && pageInfo.hasPreviousPage === (after !== null)
    const isFull = pageInfo.hasNextPage ? nodes.length === first : rows.length === totalCount
    if (!isWhole || !isPlaced || !isFull) throw new Error(`A page contradicts itself: ${JSON.stringify(pageInfo)}`)
    if (!pageInfo.hasNextPage) return rows
    after = pageInfo.endCursor
  }
}
