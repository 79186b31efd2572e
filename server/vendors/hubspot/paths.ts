/** Path of each area of the API, relative to the base URL. */
export interface Paths {
  objects(type: string): string
  pipelines(type: string): string
  accountDetails(): string
  dailyUsage(): string
  visitorToken(): string
  forms(): string
  report(breakdown: string): string
}

/**
 * Paths by version. A dated version (`2026-03`) follows the area, whereas `v3` precedes the rest (HubSpot,
 * developer-tooling/platform/versioning, read 2026-11-22). Forms and analytics have no dated successor yet, so theirs
 * stay.
 */
export function createPaths(version: string): Paths {
  const path = (area: string, rest: string) =>
    /^v\d/.test(version) ? `${area}/${version}/${rest}` : withDates(area, rest, version)
  return {
    objects: (type) => path('crm', `objects/${type}`),
    pipelines: (type) => path('crm', `pipelines/${type}`),
    accountDetails: () => path('account-info', 'details'),
    dailyUsage: () => path('account-info', 'api-usage/daily/private-apps'),
    visitorToken: () => path('visitor-identification', 'tokens/create'),
    forms: () => 'marketing/v3/forms',
    report: (breakdown) => `analytics/v2/reports/${breakdown}/total`,
  }
}

function withDates(area: string, rest: string, version: string): string {
  if (area !== 'crm') return `${area}/${version}/${rest}`
  const [collection = '', ...more] = rest.split('/')
  return [area, collection, version, ...more].join('/')
}
