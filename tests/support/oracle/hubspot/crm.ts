import { epochMs } from '../days.ts'
import { dealsOf } from './deals.ts'
import { totalOf, type Money } from './money.ts'
import { dealStateOf, placeOf, type DealState } from './places.ts'
import { compareIds, present, propertyOf, type HubSpotState, type WireRecord } from './state.ts'

export type ExpectedCrmSummary = {
  id: string
  contacts: number
  companies: number
  deals: number
  totalDealValue: Money
  openDealValue: Money
  dealsByState: { state: DealState; deals: number; totalValue: Money }[]
}

export type ExpectedContact = {
  id: string
  firstName: string | null
  lastName: string | null
  email: string | null
  company: string | null
  createdAt: string
  updatedAt: string
}

/** The graph's `CrmSummary` without `freshness`. */
export function expectedCrmSummary(state: HubSpotState): ExpectedCrmSummary {
  return {
    id: String(state.account.portalId),
    contacts: present(state.contacts).length,
    companies: present(state.companies).length,
    deals: dealsOf(state).length,
    totalDealValue: totalOf(dealsOf(state), state),
    // Neither won nor lost, whether the stage is closed or not.
    openDealValue: totalOf(
      dealsOf(state).filter((deal) => !['WON', 'LOST'].includes(dealStateOf(deal, placeOf(deal, state)))),
      state,
    ),
    dealsByState: (['OPEN', 'CLOSED_OTHER', 'WON', 'LOST'] as const).map((which) => {
      const deals = dealsOf(state, { state: which })
      return { state: which, deals: deals.length, totalValue: totalOf(deals, state) }
    }),
  }
}

/** When a contact came into being, in milliseconds since 1970. */
export function createdMs(contact: WireRecord): number {
  return epochMs(propertyOf(contact, 'createdate') ?? contact.createdAt)
}

function expectedContact(contact: WireRecord): ExpectedContact {
  return {
    id: contact.id,
    firstName: propertyOf(contact, 'firstname'),
    lastName: propertyOf(contact, 'lastname'),
    email: propertyOf(contact, 'email'),
    company: propertyOf(contact, 'company'),
    createdAt: new Date(createdMs(contact)).toISOString(),
    updatedAt: new Date(epochMs(propertyOf(contact, 'lastmodifieddate') ?? contact.updatedAt)).toISOString(),
  }
}

/** The graph's `recentContacts(first)`; of contacts made in one millisecond the higher id comes first. */
export function expectedRecentContacts(state: HubSpotState, first: number): ExpectedContact[] {
  return present(state.contacts)
    .sort((a, b) => createdMs(b) - createdMs(a) || compareIds(b.id, a.id))
    .slice(0, first)
    .map(expectedContact)
}
