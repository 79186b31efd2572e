import { defineTool } from '../define-tool.ts'
import type { WebsiteSummaryQuery } from '../operation-types.gen.ts'
import { daysInWords } from '../scope.ts'

export const websiteSummary = defineTool<WebsiteSummaryQuery>({
  name: 'website_summary',
  title: 'Website figures for a period',
  role: 'VIEWER',
  operation: 'website-summary',
  period: 'range',
  content: { website: { path: 'website' }, forms: { path: 'forms' } },
  pieces: { forms: 25 },
  hasTexts: true,
  roots: ['website', 'forms'],
  missing: 'There are no figures of the website.',
  scope: ({ data: { website } }) =>
    `Visits and form submissions of the website (HubSpot analytics, days of the HubSpot account) and contacts created (days of the portal) ${website ? daysInWords(website.range) : 'in the period'}; totalContacts is of all times.`,
})
