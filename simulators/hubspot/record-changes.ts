import { ControlError } from '../control/control-error.ts'
import type { RecordChange } from '../control/handler.ts'
import type { Database } from './database.ts'
import { deriveDeal, deriveHomeAmount } from './derive-deal.ts'
import { toWireDate } from './wire-date.ts'
import { objectTypes, type CrmRecord, type HubSpotWorld, type ObjectType } from './world.ts'

type Row = Record<string, unknown>

const plainCollections = ['pipelines', 'owners', 'forms'] as const
const namesOfAll = [...objectTypes, ...plainCollections, 'account', 'analytics', 'submissions'].join(', ')

/**
 * Applies a change of `POST /__sim/records`. Records of the CRM are merged property by property and reach search after the
 * index's lag; a deleted one goes to the recycle bin. `pipelines`, `owners` and `forms` are merged by id, `account` as it is;
 * `analytics` takes rows `{date, source, …}` or `{date, formId, …}`, `submissions` rows with a `formId`.
 */
export function changeRecords(database: Database, change: RecordChange, now: number): unknown {
  const { world } = database
  const { collection } = change
  const type = objectTypes.find((name) => name === collection)
  if (type !== undefined) return changeObjects(database, type, change, now)
  const plain = plainCollections.find((name) => name === collection)
  if (plain !== undefined) {
    const result = changePlain(world, plain, change, now)
    if (plain === 'pipelines') deriveAllDeals(database)
    return result
  }
  if (collection === 'account') {
    for (const part of change.upsert) Object.assign(world.account, part)
    return { collection, upserted: change.upsert.length, deleted: [] }
  }
  if (collection === 'analytics') return changeAnalytics(world, change)
  if (collection === 'submissions') return addSubmissions(world, change, now)
  throw new ControlError(`collection: ${collection} is none of ${namesOfAll}`)
}

function changeObjects(database: Database, type: ObjectType, change: RecordChange, now: number): unknown {
  const ids = change.delete.map(String)
  const missing = ids.filter((id) => database.get(type, id) === undefined)
  if (missing.length > 0) throw new ControlError(`delete: ${type} has no id ${missing.join(', ')}`)
  const rows = change.upsert.map((row) => ({ id: readId(row), properties: readProperties(row) }))
  const upserted = rows.map(({ id, properties }) => {
    const before = id === undefined ? {} : (database.find(type, id)?.properties ?? {})
    const derived = type === 'deals' ? deriveChanged(before, properties, database.world) : {}
    const record = { ...(id === undefined ? {} : { id }), properties: { ...properties, ...derived } }
    // Records of one change share its instant, as those of an import do.
    return database.save(type, record, now)
  })
  for (const id of ids) database.archive(type, id)
  return { collection: type, upserted, deleted: ids }
}

type Properties = CrmRecord['properties']

/**
 * What follows for a deal from its stage, and from a new amount or currency. A worth in the account's currency that is
 * given stays, unless it is only what the record had before.
 */
function deriveChanged(before: Properties, given: Properties, world: HubSpotWorld): Properties {
  const after = { ...before, ...given }
  const isNew = (name: string) => name in given && given[name] !== before[name]
  const isMoney = (isNew('amount') || isNew('deal_currency_code')) && !isNew('amount_in_home_currency')
  const worth = isMoney ? { amount_in_home_currency: deriveHomeAmount(after, world.account) } : {}
  return { ...deriveDeal(after, world), ...worth }
}

/** After a change of the pipelines: deals whose standing changed with them, and no others. */
function deriveAllDeals(database: Database): void {
  for (const { id, properties } of database.list('deals')) {
    const derived: Properties = deriveDeal(properties, database.world)
    const isChanged = Object.entries(derived).some(([name, value]) => (properties[name] ?? null) !== value)
    if (isChanged) database.save('deals', { id, properties: derived })
  }
}

function readId({ id }: Row): string | undefined {
  if (id === undefined) return undefined
  const text = typeof id === 'number' ? String(id) : id
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) throw new ControlError('upsert.id: is not a number')
  return text
}

function readProperties({ properties }: Row): Record<string, string | null> {
  if (properties === undefined) return {}
  if (typeof properties !== 'object' || properties === null) throw new ControlError('upsert.properties: is no object')
  const entries = Object.entries(properties)
  const bad = entries.find(([, value]) => value !== null && typeof value !== 'string')
  if (bad) throw new ControlError(`upsert.properties.${bad[0]}: is neither text nor null`)
  return Object.fromEntries(entries)
}

function changePlain(
  world: HubSpotWorld,
  collection: (typeof plainCollections)[number],
  change: RecordChange,
  now: number,
): unknown {
  const rows = world[collection] as unknown as ({ id: string } & Row)[]
  const upserted = change.upsert.map((part) => {
    const id = readText(part, 'id')
    const known = rows.find((row) => row.id === id)
    const at = toWireDate(now)
    if (known) return Object.assign(known, part, { updatedAt: at })
    const made = { createdAt: at, updatedAt: at, archived: false, ...part, id }
    rows.push(made)
    return made
  })
  const ids = change.delete.map(String)
  world[collection] = rows.filter(({ id }) => !ids.includes(id)) as never
  return { collection, upserted, deleted: ids }
}

function changeAnalytics({ analytics }: HubSpotWorld, { upsert }: RecordChange): unknown {
  for (const row of upsert) {
    const key = 'formId' in row ? 'formId' : 'source'
    const list = ('formId' in row ? analytics.forms : analytics.sources) as object[] as Row[]
    const known = list.find((other) => other['date'] === row['date'] && other[key] === row[key])
    if (known) Object.assign(known, row)
    else list.push(row)
  }
  return { collection: 'analytics', upserted: upsert, deleted: [] }
}

function addSubmissions({ submissions }: HubSpotWorld, { upsert }: RecordChange, now: number): unknown {
  for (const { formId, ...row } of upsert) {
    const list = (submissions[readText({ formId }, 'formId')] ??= [])
    const submission = { conversionId: `sim-${now}-${list.length}`, submittedAt: now, values: [], pageUrl: '', ...row }
    list.unshift(submission)
  }
  return { collection: 'submissions', upserted: upsert, deleted: [] }
}

function readText(row: Row, name: string): string {
  const value = row[name]
  if (typeof value !== 'string' || value === '') throw new ControlError(`upsert.${name}: is missing`)
  return value
}
