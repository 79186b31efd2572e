import { defineTool } from '../define-tool.ts'
import type { AgentRecentContactsQuery } from '../operation-types.gen.ts'
import { rowBounds } from './ticket-arguments.ts'

const most = 100

export const recentContacts = defineTool<AgentRecentContactsQuery>({
  name: 'recent_contacts',
  title: 'Newest contacts',
  role: 'VIEWER',
  operation: 'recent-contacts',
  refine: { first: rowBounds(most) },
  content: { contacts: { path: 'contacts' } },
  pieces: { contacts: most },
  hasTexts: true,
  roots: ['contacts'],
  missing: 'There are no contacts.',
  rest({ data: { contacts }, input }) {
    const first = Number(input['first'])
    const isCut = contacts?.length === first && first < most
    return isCut ? [`There may be older contacts: call recent_contacts with first: ${Math.min(most, first * 2)}.`] : []
  },
  scope: ({ data: { contacts } }) =>
    `The ${contacts?.length ?? 0} contacts of the CRM (HubSpot) that were created last and are not archived, newest first.`,
})
