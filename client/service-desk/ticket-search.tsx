import { SearchField } from '../page/search-field.tsx'
import { navigate } from '../router/router.ts'
import { pageHref } from './page-address.ts'
import { leastSearchLength, type PageState, searchedText, wholeList } from './page-state.ts'
import type { ServiceDeskPageQuery } from './service-desk-page.gen.ts'

interface TicketSearchProps {
  readonly state: PageState
  readonly tickets: ServiceDeskPageQuery['tickets'] | null
}

/** The format of ticket numbers: letters, the day, a count. */
const ticketNumber = /^[a-z]{0,10}\d{8}(\.\d{1,8}){1,2}$/i

/**
 * Finds tickets by number or title, whatever the page's date range. Enter opens the ticket of a complete number, or the
 * only result.
 */
export function TicketSearch({ state, tickets }: TicketSearchProps) {
  return (
    <SearchField
      label="Find tickets by number or title, whenever created"
      placeholder="Find by number or title"
      value={state.search}
      leastLength={leastSearchLength}
      onChange={(search) => navigate(pageHref({ ...state, ...wholeList, search }), { replace: true })}
      onEnter={(text) => {
        const only = tickets?.totalCount === 1 && text === searchedText(state) ? tickets.nodes[0]?.id : undefined
        const ticketId = ticketNumber.test(text) ? text.toUpperCase() : only
        const search = { ...state, ...wholeList, search: text }
        if (ticketId !== undefined) navigate(pageHref(search, { ticketId }))
      }}
    />
  )
}
