import { compareText } from '../../figures/compare-text.ts'
import type { Account, Contact, DailyUsage, Deal, Form, MetricsOf, Pipeline, Report, Stage } from './types.ts'
import { isTrue, toDecimal, toId, toInstant, toNumber, toRecordId, toText } from './wire.ts'

/*
 * From the wire to our types: pure functions that never throw. A row without its id or its date is left out (null); any
 * other value that makes no sense is unset.
 */

/** A row as HubSpot sends it. */
export type WireRow = Readonly<Record<string, unknown>>

export const isRow = (value: unknown): value is WireRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const rowsIn = (value: unknown): WireRow[] => (Array.isArray(value) ? value.filter(isRow) : [])
const propertiesOf = (row: WireRow): WireRow => (isRow(row['properties']) ? row['properties'] : {})

/** How rows of one object type become ours. */
export interface Mapping<T> {
  /** The object type, as in the path. */
  readonly type: 'contacts' | 'companies' | 'deals'
  /** The properties to ask for. */
  readonly properties: readonly string[]
  readonly map: (row: WireRow) => T | null
}

export const contacts: Mapping<Contact> = {
  type: 'contacts',
  properties: ['firstname', 'lastname', 'email', 'company', 'createdate', 'lastmodifieddate'],
  map(row) {
    const own = propertiesOf(row)
    const id = toRecordId(row['id'])
    const createdAt = toInstant(own['createdate']) ?? toInstant(row['createdAt'])
    if (id === null || createdAt === null) return null
    return {
      id,
      firstName: toText(own['firstname']),
      lastName: toText(own['lastname']),
      email: toText(own['email']),
      company: toText(own['company']),
      createdAt,
      updatedAt: toInstant(own['lastmodifieddate']) ?? toInstant(row['updatedAt']) ?? createdAt,
    }
  },
}

export const deals: Mapping<Deal> = {
  type: 'deals',
  properties: [
    'dealname',
    'amount',
    'amount_in_home_currency',
    'deal_currency_code',
    'pipeline',
    'dealstage',
    'closedate',
    'createdate',
    'hs_is_closed_won',
    'hs_is_closed_lost',
  ],
  map(row) {
    const own = propertiesOf(row)
    const id = toRecordId(row['id'])
    const createdAt = toInstant(own['createdate']) ?? toInstant(row['createdAt'])
    if (id === null || createdAt === null) return null
    return {
      id,
      name: toText(own['dealname']) ?? '',
      amount: toDecimal(own['amount']),
      amountInHomeCurrency: toDecimal(own['amount_in_home_currency']),
      currency: toText(own['deal_currency_code'])?.trim().toUpperCase() ?? null,
      pipelineId: toId(own['pipeline']),
      stageId: toId(own['dealstage']),
      closesAt: toInstant(own['closedate']),
      createdAt,
      isWon: isTrue(own['hs_is_closed_won']),
      isLost: isTrue(own['hs_is_closed_lost']),
    }
  },
}

/** Pipelines and their stages in HubSpot's order: `displayOrder`, then id. */
export function toPipelines(rows: readonly WireRow[]): Pipeline[] {
  return inOrder(rows).flatMap((row) => {
    const id = toId(row['id'])
    if (id === null || row['archived'] === true) return []
    return [{ id, name: toText(row['label']) ?? id, stages: inOrder(rowsIn(row['stages'])).flatMap(toStage) }]
  })
}

function toStage(row: WireRow): Stage[] {
  const id = toId(row['id'])
  if (id === null || row['archived'] === true) return []
  const metadata = isRow(row['metadata']) ? row['metadata'] : {}
  return [
    {
      id,
      label: toText(row['label']) ?? id,
      probability: toNumber(metadata['probability']),
      isClosed: isTrue(metadata['isClosed']),
    },
  ]
}

const inOrder = (rows: readonly WireRow[]) =>
  rows.toSorted(
    (a, b) =>
      (toNumber(a['displayOrder']) ?? Infinity) - (toNumber(b['displayOrder']) ?? Infinity) ||
      compareText(String(a['id']), String(b['id'])),
  )

/** Null when what an amount or a day means cannot be told from it. */
export function toAccount(row: WireRow): Account | null {
  const currency = toText(row['companyCurrency'])?.trim().toUpperCase() ?? null
  const timeZone = toText(row['timeZone'])
  if (currency === null || !/^[A-Z]{3}$/.test(currency) || timeZone === null) return null
  const region = toText(row['dataHostingLocation'])?.toLowerCase() ?? ''
  return { currency, timeZone, region: /^[a-z]{2,4}\d{1,2}$/.test(region) ? region : 'na1' }
}

export function toForm(row: WireRow): Form | null {
  const id = toId(row['id'])
  if (id === null || row['archived'] === true) return null
  return { id, name: toText(row['name']) ?? '', formType: toText(row['formType']) ?? 'hubspot' }
}

/** Breakdowns that several pages hold are one report. */
export function toReport(totals: unknown, breakdowns: readonly WireRow[]): Report {
  const named = breakdowns.flatMap((row) => {
    const name = toId(row['breakdown'])
    return name === null ? [] : [[name.toLowerCase(), toMetrics(row)] as const]
  })
  return { totals: toMetrics(totals), breakdowns: Object.fromEntries(named) }
}

function toMetrics(row: unknown): MetricsOf {
  const entries = Object.entries(isRow(row) ? row : {}).flatMap(([name, value]) => {
    const number = name === 'breakdown' ? null : toNumber(value)
    return number === null ? [] : [[name, number] as const]
  })
  return Object.fromEntries(entries)
}

const daySeconds = 86_400

/** Null when the counter does not say both numbers. */
export function toDailyUsage(rows: readonly WireRow[]): DailyUsage | null {
  const row = rows.find(({ name }) => name === 'private-apps-api-calls-daily') ?? rows[0]
  const limit = toNumber(row?.['usageLimit'])
  const used = toNumber(row?.['currentUsage'])
  if (limit === null || used === null || limit <= 0) return null
  return { limit, used, windowSeconds: daySeconds, resetsAt: toInstant(row?.['resetsAt']) }
}
