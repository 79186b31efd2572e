/**
 * Path of each area of the API by version, relative to the base URL. In the CRM a dated version (`2026-03`) follows the
 * collection, whereas `v3` precedes it (HubSpot, developer-tooling/platform/versioning, read 2026-11-22). Forms and
 * analytics have no dated successor yet, so theirs stay.
 */
export function createPaths(version: string) {
  const ofCrm = (collection: string, ...rest: readonly string[]) =>
    ['crm', ...(/^v\d/.test(version) ? [version, collection] : [collection, version]), ...rest].join('/')
  return {
    objects: (type: string) => ofCrm('objects', type),
    pipelines: (type: string) => ofCrm('pipelines', type),
    owners: () => ofCrm('owners'),
    accountDetails: () => `account-info/${version}/details`,
    dailyUsage: () => `account-info/${version}/api-usage/daily/private-apps`,
    visitorToken: () => `visitor-identification/${version}/tokens/create`,
    forms: () => 'marketing/v3/forms',
    report: (breakdown: string) => `analytics/v2/reports/${breakdown}/total`,
  }
}
