import { createAddressReader, decodePart, joinHref } from '../page/address.ts'
import type { PageLocation } from '../page/page-location.ts'
import { defaultState, type PageState } from './page-state.ts'

const pagePath = '/changes'

/** The URL of a state: `/changes/<tenant>/<ticket>?search=…`. */
export function pageHref({ tenantId, ticketId, search }: PageState): string {
  const path = [pagePath, tenantId && encodeURIComponent(tenantId), tenantId && ticketId]
  return joinHref(
    path.filter((part) => part !== null && part !== '').join('/'),
    new URLSearchParams(search === defaultState.search ? {} : { search }),
  )
}

/** The state of a URL. An invalid ticket number cannot get here: the page is not found then. */
export function readAddress({ rest, search }: PageLocation): { state: PageState; notices: string[] } {
  const { parameters, notices } = createAddressReader(search)
  const [tenant = '', ticket = ''] = rest.split('/')
  const state: PageState = {
    tenantId: tenant === '' ? defaultState.tenantId : decodePart(tenant),
    ticketId: /^\d{1,10}$/.test(ticket) ? Number(ticket) : defaultState.ticketId,
    search: (parameters.get('search') ?? defaultState.search).slice(0, 200),
  }
  return { state, notices }
}
