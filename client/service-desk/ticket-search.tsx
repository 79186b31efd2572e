import { useEffect, useEffectEvent, useState } from 'react'
import { SearchField } from '../page/search-field.tsx'
import { navigate } from '../router/router.ts'
import { pageHref } from './page-address.ts'
import { leastSearchLength, type PageState, searchedText, wholeList } from './page-state.ts'
import type { ServiceDeskPageQuery } from './service-desk-page.gen.ts'

interface TicketSearchProps {
  readonly state: PageState
  /** What was found; null until the answer to this very search is there. */
  readonly tickets: ServiceDeskPageQuery['tickets'] | null
}

const condition = {
  isMet: (text: string) => searchedText({ search: text }) !== '',
  hint: `Enter at least ${leastSearchLength} characters`,
}

/** The format of ticket numbers: letters, the day, a count. */
const ticketNumber = /^[a-z]{0,10}\d{8}(\.\d{1,8}){1,2}$/i

/**
 * Finds tickets by number or title, whatever the page's date range. Enter opens the ticket of a complete number, or the
 * only result.
 */
export function TicketSearch({ state, tickets }: TicketSearchProps) {
  const [pendingSearch, setPendingSearch] = useState<string | null>(null)
  const searched = searchedText(state)
  const openTicket = (search: string, ticketId: string) =>
    navigate(pageHref({ ...state, ...wholeList, search }, { ticketId }))
  const only = tickets?.totalCount === 1 ? tickets.nodes[0]?.id : undefined

  const openResult = useEffectEvent(() => {
    if (pendingSearch === null || (pendingSearch === searched && tickets === null)) return
    setPendingSearch(null)
    if (pendingSearch === searched && only !== undefined) openTicket(pendingSearch, only)
  })
  useEffect(() => openResult(), [pendingSearch, searched, tickets])

  return (
    <SearchField
      label="Find tickets by number or title, whenever created"
      placeholder="Find by number or title"
      value={state.search}
      condition={condition}
      onChange={(search) => navigate(pageHref({ ...state, ...wholeList, search }), { replace: true })}
      onEnter={(text) => {
        if (ticketNumber.test(text)) openTicket(text, text.toUpperCase())
        // At once if the answer is there, else as soon as it is.
        else if (condition.isMet(text)) setPendingSearch(text)
      }}
    />
  )
}
