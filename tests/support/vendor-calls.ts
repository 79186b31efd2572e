import type { LoggedRequest } from './world.ts'

/**
 * What was asked of Autotask, in order, one word per call: `Tickets`, `Tickets+` for a further page, `fields:Tickets` for
 * metadata, `zone` for the zone.
 */
export function callWords(requests: readonly LoggedRequest[]): string[] {
  return requests.map(({ path }) => {
    const [, , , entity = '', ...rest] = path.split('/')
    if (/^zoneinformation$/i.test(entity)) return 'zone'
    if (rest[0] === 'entityInformation') return `fields:${entity}`
    return rest[1] === 'next' ? `${entity}+` : entity
  })
}

/** The calls for records: neither the zone nor metadata, both of which are kept for hours. */
export function dataCalls(requests: readonly LoggedRequest[]): string[] {
  return callWords(requests).filter((word) => word !== 'zone' && !word.startsWith('fields:'))
}

/** The highest number of calls of one entity that were under way at the same time, by entity. */
export function overlaps(requests: readonly LoggedRequest[]): Record<string, number> {
  const most: Record<string, number> = {}
  for (const [entity, calls] of Object.entries(Object.groupBy(requests, ({ path }) => path.split('/')[3] ?? ''))) {
    const edges = (calls ?? []).flatMap(({ at, ms }) => {
      const begun = Date.parse(at)
      return [
        { at: begun, step: 1 },
        // What ends in the millisecond in which another begins does not overlap it: the log's beginnings are no finer.
        { at: Math.floor(begun + (ms ?? 0)), step: -1 },
      ]
    })
    edges.sort((a, b) => a.at - b.at || a.step - b.step)
    let open = 0
    most[entity] = edges.reduce((highest, { step }) => Math.max(highest, (open += step)), 0)
  }
  return most
}
