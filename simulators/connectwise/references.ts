import type { Collection, WireRecord } from './world.ts'

/** The host of URLs in `_info`: the vendor's own, which the gateway never calls. */
export const infoBase = 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0/'

/** Names beside `id` that a reference carries, and what its `_info` calls its address. */
const shapes: Partial<Record<Collection, { keys: readonly string[]; href: string; path: string }>> = {
  members: { keys: ['identifier', 'name'], href: 'member_href', path: 'system/members/' },
  companies: { keys: ['identifier', 'name'], href: 'company_href', path: 'company/companies/' },
  contacts: { keys: ['name'], href: 'contact_href', path: 'company/contacts/' },
  tickets: { keys: ['summary'], href: 'ticket_href', path: 'service/tickets/' },
  projectTickets: { keys: ['summary'], href: 'ticket_href', path: 'project/tickets/' },
  // With a capital S in live answers, whatever the schema says.
  statuses: { keys: ['name', 'Sort'], href: 'status_href', path: 'service/boards/statuses/' },
  boards: { keys: ['name'], href: 'board_href', path: 'service/boards/' },
  priorities: { keys: ['name', 'sort'], href: 'priority_href', path: 'service/priorities/' },
  workRoles: { keys: ['name'], href: 'workRole_href', path: 'time/workRoles/' },
  workTypes: { keys: ['name'], href: 'workType_href', path: 'time/workTypes/' },
  locations: { keys: ['name'], href: 'location_href', path: 'system/locations/' },
  departments: { keys: ['name'], href: 'department_href', path: 'system/departments/' },
}
const otherShape = { keys: ['name'], href: '', path: '' }

/** What a reference into the collection has besides `id` and `_info`. */
export function referenceKeys(collection: Collection | undefined): readonly string[] {
  return (collection === undefined ? otherShape : (shapes[collection] ?? otherShape)).keys
}

/** The reference that other records carry to this one, expanded as answers have it. */
export function referenceTo(collection: Collection, record: WireRecord): Record<string, unknown> {
  const { keys, href, path } = shapes[collection] ?? otherShape
  const named = { ...record, name: nameOf(record), Sort: record['sortOrder'] }
  return {
    id: record.id,
    ...Object.fromEntries(keys.map((key) => [key, named[key as keyof typeof named]])),
    ...(href === '' ? {} : { _info: { [href]: `${infoBase}${path}${record.id}` } }),
  }
}

/** People are called by first and last name. */
export function nameOf(record: WireRecord): unknown {
  const { name, firstName, lastName } = record as Partial<Record<string, string>>
  return name ?? [firstName, lastName].filter((part) => part !== undefined).join(' ')
}

/** The id within a reference; undefined when there is none. */
export function idOf(reference: unknown): number | undefined {
  return (reference as { id?: number } | null | undefined)?.id
}
