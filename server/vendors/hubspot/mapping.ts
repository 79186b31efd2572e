import { compareText } from '../../figures/compare-text.ts'
import { uniqueById } from '../kit/align.ts'
import type { Mapping } from '../kit/mapping.ts'
import type { RequestBudget } from '../kit/vendor.ts'
import {
  isUnset,
  rowsIn,
  toBoolean,
  toCount,
  toDecimal,
  toNumber,
  toObject,
  toText,
  type WireRow,
} from '../kit/wire.ts'
import type { Account, Contact, Deal, Form, MetricsOf, Pipeline, Report, Stage } from './types.ts'
import { isTrue, toBareDay, toId, toInstant, toRecordId } from './wire.ts'

/*
 * Maps wire rows to our types: pure functions that never throw. A row without its id or date is dropped (null); any
 * other invalid value is unset.
 */

/** The parts of a record that are there whatever is requested. */
interface Head {
  readonly id: string
  readonly createdAt: number
  readonly updatedAt: number | null
}

/** The mapping of an object type; `fields` are the properties to request. */
function recordMapping<E extends string, F extends string, T>(
  entity: E,
  fields: readonly (F | 'createdate')[],
  toRecord: (own: Readonly<Partial<Record<F, unknown>>>, head: Head) => T,
): Mapping<T, E> {
  return {
    entity,
    fields,
    map(row) {
      const own: WireRow = toObject(row['properties'])
      const id = toRecordId(row['id'])
      const createdAt = toInstant(own['createdate']) ?? toInstant(row['createdAt'])
      if (id === null || createdAt === null) return null
      return toRecord(own as Partial<Record<F, unknown>>, { id, createdAt, updatedAt: toInstant(row['updatedAt']) })
    },
  }
}

export const contacts = recordMapping(
  'contacts',
  ['firstname', 'lastname', 'email', 'company', 'createdate', 'lastmodifieddate'],
  (own, { id, createdAt, updatedAt }): Contact => ({
    id,
    firstName: toText(own.firstname),
    lastName: toText(own.lastname),
    email: toText(own.email),
    company: toText(own.company),
    createdAt,
    updatedAt: toInstant(own.lastmodifieddate) ?? updatedAt ?? createdAt,
  }),
)

export const deals = recordMapping(
  'deals',
  [
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
  (own, { id, createdAt }): Deal => ({
    id,
    name: toText(own.dealname) ?? '',
    amount: toDecimal(own.amount),
    amountInHomeCurrency: toDecimal(own.amount_in_home_currency),
    currency: toText(own.deal_currency_code)?.trim().toUpperCase() ?? null,
    pipelineId: toId(own.pipeline),
    stageId: toId(own.dealstage),
    closesAt: toInstant(own.closedate),
    closesOn: toBareDay(own.closedate),
    createdAt,
    isWon: isTrue(own.hs_is_closed_won),
    isLost: isTrue(own.hs_is_closed_lost),
  }),
)

/** Pipelines and their stages in HubSpot's order (`displayOrder`, then id), deduplicated. */
export function toPipelines(rows: readonly WireRow[]): Pipeline[] {
  const pipelines = inOrder(rows).flatMap((row) => {
    const id = toId(row['id'])
    if (id === null || isTrue(row['archived'])) return []
    const stages = uniqueById(inOrder(rowsIn(row['stages'])).flatMap(toStage))
    return [{ id, name: toText(row['label']) ?? id, stages }]
  })
  return uniqueById(pipelines)
}

function toStage(row: WireRow): Stage[] {
  const id = toId(row['id'])
  if (id === null || isTrue(row['archived'])) return []
  const metadata = toObject(row['metadata'])
  const probability = toNumber(metadata['probability'])
  return [
    {
      id,
      label: toText(row['label']) ?? id,
      probability: probability !== null && probability >= 0 && probability <= 1 ? probability : null,
      isClosed: toBoolean(metadata['isClosed']),
    },
  ]
}

const inOrder = (rows: readonly WireRow[]) =>
  rows.toSorted(
    (a, b) =>
      (toNumber(a['displayOrder']) ?? Infinity) - (toNumber(b['displayOrder']) ?? Infinity) ||
      compareText(String(a['id']), String(b['id'])),
  )

/** Null if it does not say how to interpret amounts. */
export function toAccount(row: WireRow): Account | null {
  const currency = toText(row['companyCurrency'])?.trim().toUpperCase() ?? null
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return null
  const region = toText(row['dataHostingLocation'])?.trim().toLowerCase() ?? ''
  return { currency, timeZone: toText(row['timeZone']), region: /^[a-z]{2,4}\d{1,2}$/.test(region) ? region : 'na1' }
}

export function toForm(row: WireRow): Form | null {
  const id = toId(row['id'])
  if (id === null || isTrue(row['archived'])) return null
  return { id, name: toText(row['name']) ?? '', formType: toText(row['formType']) ?? 'hubspot' }
}

/**
 * Merges the pages of a report; the first of rows with one name wins.
 *
 * @param isComplete whether all rows that HubSpot counts were received
 */
export function toReport(totals: unknown, breakdowns: readonly WireRow[], isComplete: boolean): Report {
  const named = new Map<string, MetricsOf>()
  for (const row of breakdowns) {
    const name = breakdownOf(row)
    if (name !== null && !named.has(name)) named.set(name, toMetrics(row))
  }
  return { totals: toMetrics(totals), breakdowns: Object.fromEntries(named), isComplete }
}

/** The subject of a report's row, in lower case. */
export const breakdownOf = (row: WireRow): string | null => toId(row['breakdown'])?.toLowerCase() ?? null

/** Unset metrics are omitted, as HubSpot omits zeros; values that are not numbers are null. */
function toMetrics(row: unknown): MetricsOf {
  const said = Object.entries(toObject(row)).filter(([name, value]) => name !== 'breakdown' && !isUnset(value))
  return Object.fromEntries(said.map(([name, value]) => [name, toNumber(value)]))
}

const daySeconds = 86_400

/**
 * The day's count of API calls, among HubSpot's daily counts. Null if no row is about API calls, or it lacks one of
 * both numbers.
 */
export function toDailyUsage(rows: readonly WireRow[]): RequestBudget | null {
  const row =
    rows.find(({ name }) => name === 'private-apps-api-calls-daily') ??
    rows.find(({ name }) => /\bapi-calls\b.*\bdaily\b/i.test(toText(name) ?? ''))
  const limit = toCount(row?.['usageLimit'])
  const used = toCount(row?.['currentUsage'])
  if (!limit || used === null) return null
  return { limit, used, windowSeconds: daySeconds, resetsAt: toInstant(row?.['resetsAt']) }
}
