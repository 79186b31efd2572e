import type { AutotaskState } from '../oracle/state.ts'
import { readPortalOperation, serviceDeskVariables, type PageFilter } from '../service-desk-page.ts'
import type { World } from '../world.ts'

/** What one person of the service desk asks, one question after the other, as the portal does. */
export interface Person {
  /** Opens the page with the next of the ranges and filters. */
  openPage(): Promise<PageAnswer>
  /** Opens the next ticket of the page's list. */
  openTicket(): Promise<void>
}

export interface PageAnswer {
  /** Of the page's figures, in epoch milliseconds. */
  readonly asOf: number
  /** Whether the page says that its figures are old. */
  readonly stale: boolean
}

interface ServiceDeskPage {
  readonly summary: { readonly freshness: { readonly asOf: string; readonly stale: boolean } }
  readonly tickets: { readonly nodes: readonly { readonly id: string }[] }
}

const ranges = [
  'TODAY',
  'YESTERDAY',
  'THIS_WEEK',
  'LAST_7_DAYS',
  'LAST_30_DAYS',
  'LAST_90_DAYS',
  'THIS_QUARTER',
  'LAST_365_DAYS',
] as const

/** The page's variables for every range with every filter: the views that people go through. */
function viewsOf({ Tickets, rocQueueID }: AutotaskState): Record<string, unknown>[] {
  const roc = Tickets.filter(({ queueID }) => queueID === rocQueueID)
  const mostNamed = (field: 'companyID' | 'assignedResourceID') => {
    const named = Map.groupBy(roc, (ticket) => ticket[field])
    named.delete(null)
    return String([...named].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0])
  }
  const filters: PageFilter[] = [
    {},
    { status: ['1', '8'] },
    { priority: ['1', '2'] },
    { company: [mostNamed('companyID')] },
    { assignee: [mostNamed('assignedResourceID')] },
  ]
  return ranges.flatMap((range) => filters.map((filter) => serviceDeskVariables(range, filter)))
}

/** @param state what Autotask holds, from which filters are chosen */
export async function createPeople(
  world: Pick<World, 'data'>,
  state: AutotaskState,
  count: number,
): Promise<readonly Person[]> {
  const page = await readPortalOperation('ServiceDeskPage')
  const detail = await readPortalOperation('TicketDetail')
  const views = viewsOf(state)

  return Array.from({ length: count }, (_, number): Person => {
    let opened = number
    let list: readonly string[] = []
    return {
      async openPage() {
        const { summary, tickets } = await world.data<ServiceDeskPage>(page, views[opened++ % views.length])
        list = tickets.nodes.map(({ id }) => id)
        return { asOf: Date.parse(summary.freshness.asOf), stale: summary.freshness.stale }
      },
      async openTicket() {
        const [id, ...others] = list
        if (id === undefined) return
        list = [...others, id]
        await world.data(detail, { id })
      },
    }
  })
}
