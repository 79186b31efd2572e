import { compareText } from './compare-text.ts'
import { constantProperties, defaultProperties, knownProperties } from './properties.ts'
import type { CrmRecord, ObjectType } from './world.ts'

/**
 * A record as an answer has it: the properties asked for and those that always come, sorted by name; asked for and not
 * set is null, properties that do not exist are silently left out.
 */
export function present(type: ObjectType, record: CrmRecord, asked: readonly string[], portalId: number) {
  const wanted = asked.length > 0 ? asked : defaultProperties[type]
  const names = [...new Set([...wanted, ...constantProperties(type)])]
    .filter((name) => knownProperties[type].includes(name) || Object.hasOwn(record.properties, name))
    .sort(compareText)
  const objectTypeIds = { contacts: '0-1', companies: '0-2', deals: '0-3' }
  return {
    id: record.id,
    properties: Object.fromEntries(names.map((name) => [name, record.properties[name] ?? null])),
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    archived: record.archived,
    ...(record.archivedAt !== undefined && { archivedAt: record.archivedAt }),
    url: `https://app.hubspot.com/contacts/${portalId}/record/${objectTypeIds[type]}/${record.id}`,
  }
}

/** `properties=a,b&properties=c`: comma-joined, repeated, or both. */
export function readNames(query: URLSearchParams, parameter: string): string[] {
  return query
    .getAll(parameter)
    .flatMap((value) => value.split(','))
    .filter((name) => name !== '')
}
