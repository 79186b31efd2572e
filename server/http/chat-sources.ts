import type { PolicySources } from './content-policy.ts'

/**
 * Hosts of everything HubSpot's single loader script loads, in every region: `js.` and `js-eu1.`, `app.` and
 * `app-eu1.`.
 */
const scripts = [
  'https://*.hs-scripts.com',
  'https://*.usemessages.com',
  'https://*.hs-analytics.net',
  'https://*.hs-banner.com',
  'https://*.hscollectedforms.net',
  'https://*.hsadspixel.net',
  'https://*.hsleadflows.net',
  'https://*.hubspot.com',
  'https://static.hsappstatic.net',
]

/**
 * The sources of HubSpot's chat, from community lists and captured pages (read 2026-11-22): HubSpot publishes none. The
 * widget injects inline styles, whose hashes are not known in advance.
 */
const hubspots: PolicySources = {
  scripts,
  styles: [`'unsafe-inline'`, 'https://static.hsappstatic.net'],
  images: [
    'https://*.hubspot.com',
    'https://*.hsforms.com',
    'https://*.hubspotusercontent-na1.net',
    'https://*.hubspotusercontent-eu1.net',
  ],
  fonts: ['https://static.hsappstatic.net'],
  connections: [
    'https://*.hubspot.com',
    'https://*.hubapi.com',
    'https://*.hscollectedforms.net',
    'https://*.hsforms.com',
    'https://*.hs-banner.com',
    'https://*.usemessages.com',
  ],
  frames: ['https://*.hubspot.com'],
  media: ['https://static.hsappstatic.net'],
}

/** @param origin origin of a chat simulator; null: HubSpot itself */
export function chatSources(origin: string | null): PolicySources {
  if (origin === null) return hubspots
  const own = [origin]
  return { scripts: own, styles: [`'unsafe-inline'`], images: own, fonts: [], connections: own, frames: own, media: [] }
}
