import type { LoggedRequest } from './world.ts'

/**
 * What was asked of HubSpot, in order, one word per call: `deals` for a page of a list, `search:contacts` for a search, `read:contacts` for records by id,
 * `report:totals`, `forms`, `pipelines`, `account`, `usage` or `visitor`.
 */
export function hubspotCallWords(requests: readonly LoggedRequest[]): string[] {
  return requests.map(({ path }) => {
    const search = /\/objects\/(?:[\w-]+\/)?(\w+)\/search$/.exec(path)?.[1]
    if (search) return `search:${search}`
    const read = /\/objects\/(?:[\w-]+\/)?(\w+)\/batch\/read$/.exec(path)?.[1]
    if (read) return `read:${read}`
    const report = /\/reports\/(\w+)\//.exec(path)?.[1]
    if (report) return `report:${report}`
    const words = {
      pipelines: 'pipelines',
      owners: 'owners',
      details: 'account',
      'api-usage': 'usage',
      tokens: 'visitor',
      forms: 'forms',
    }
    const known = Object.entries(words).find(([part]) => path.includes(`/${part}`))
    return known?.[1] ?? path.split('/').at(-1) ?? ''
  })
}

/** How many calls of each word there were. */
export function countHubSpotCalls(requests: readonly LoggedRequest[]): Record<string, number> {
  const groups = Map.groupBy(hubspotCallWords(requests), (word) => word)
  return Object.fromEntries([...groups].map(([word, calls]) => [word, calls.length]))
}

/** The most searches that came to HubSpot within any second. */
export function mostSearchesInASecond(requests: readonly LoggedRequest[]): number {
  const times = requests.filter(({ path }) => path.endsWith('/search')).map(({ at }) => Date.parse(at))
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length))
}
