import { compareText } from '../../figures/compare-text.ts'
import { uniqueById } from '../kit/align.ts'
import {
  combined,
  field,
  mandatory,
  mapping,
  mapRows,
  nameOrId,
  record,
  type Field,
  type RecordMapping,
  type RecordOf,
} from '../kit/mapping.ts'
import type { RequestBudget } from '../kit/vendor.ts'
import {
  rowsIn,
  toBoolean,
  toCount,
  toDecimal,
  toNumber,
  toObject,
  toText,
  toTextOrEmpty,
  type WireRow,
} from '../kit/wire.ts'
import { isTrue, toBareDay, toId, toInstant, toRecordId } from './wire.ts'

/*
 * The fields of each entity: its name in our record, its wire name, and how it is read. Nothing here throws: a row
 * without its id or date is dropped, any other invalid value is unset. Instants are epoch milliseconds, decimals are
 * exact text such as `1234.50`, unset is null.
 */

/** A property of a record, which has to be requested. */
const property = <T>(name: string, read: (value: unknown) => T): Field<T> => ({
  wireNames: [name],
  read: (row) => read(toObject(row['properties'])[name]),
  isMandatory: false,
})

/** A date of a record: the property's, or that of `name`, which is there whatever is requested. */
const date = (propertyName: string, name: string, fallback?: Field<number>): Field<number> => ({
  wireNames: [propertyName],
  read: (row) =>
    toInstant(toObject(row['properties'])[propertyName]) ?? toInstant(row[name]) ?? fallback?.read(row) ?? null,
  isMandatory: true,
})

/** The id of a record, which is there whatever is requested. */
const recordId: Field<string> = { wireNames: [], read: (row) => toRecordId(row['id']), isMandatory: true }

const createdAt = date('createdate', 'createdAt')

const toCurrency = (value: unknown) => toText(value)?.trim().toUpperCase() ?? null

export const contacts = mapping('contacts', {
  id: recordId,
  firstName: property('firstname', toText),
  lastName: property('lastname', toText),
  email: property('email', toText),
  /** As entered by the person. */
  company: property('company', toText),
  createdAt,
  updatedAt: date('lastmodifieddate', 'updatedAt', createdAt),
})

export const deals = mapping('deals', {
  id: recordId,
  name: property('dealname', toTextOrEmpty),
  /** In the deal's own currency. */
  amount: property('amount', toDecimal),
  /** Calculated by HubSpot; null also if it has no rate. */
  amountInHomeCurrency: property('amount_in_home_currency', toDecimal),
  /** Null in an account with one currency. */
  currency: property('deal_currency_code', toCurrency),
  pipelineId: property('pipeline', toId),
  stageId: property('dealstage', toId),
  closesAt: property('closedate', toInstant),
  /** If HubSpot has a date rather than an instant: that date, which no zone shifts. */
  closesOn: property('closedate', toBareDay),
  createdAt,
  /** HubSpot's own flags: used if the stage was deleted, or does not say. */
  isClosed: property('hs_is_closed', isTrue),
  isWon: property('hs_is_closed_won', isTrue),
  isLost: property('hs_is_closed_lost', isTrue),
})

const id = mandatory(field('id', toId))

const stages = record({
  id,
  label: nameOrId('label', toId),
  /** From 0 to 1; null if HubSpot does not say. */
  probability: field('metadata', (metadata) => toProbability(toObject(metadata)['probability'])),
  /** Null if HubSpot does not say. */
  isClosed: field('metadata', (metadata) => toBoolean(toObject(metadata)['isClosed'])),
})

const pipelines = record({
  id,
  name: nameOrId('label', toId),
  /** In their order. */
  stages: field('stages', (value) => inOrder(rowsIn(value), stages)),
})

export type Stage = RecordOf<typeof stages>
export type Pipeline = RecordOf<typeof pipelines>

/** Pipelines and their stages in HubSpot's order, deduplicated. */
export const toPipelines = (rows: readonly WireRow[]): Pipeline[] => inOrder(rows, pipelines)

/** Current rows by `displayOrder`, then id; deduplicated. */
function inOrder<T extends { readonly id: string }>(rows: readonly WireRow[], mapping: RecordMapping<T>): T[] {
  const orderOf = (row: WireRow) => toNumber(row['displayOrder']) ?? Infinity
  const sorted = rows.toSorted((a, b) => orderOf(a) - orderOf(b) || compareText(String(a['id']), String(b['id'])))
  return currentRecords(sorted, mapping)
}

/** Records that are not archived, deduplicated. */
function currentRecords<T extends { readonly id: string }>(rows: readonly WireRow[], { map }: RecordMapping<T>): T[] {
  const current = rows.filter((row) => !isTrue(row['archived']))
  return uniqueById(mapRows(current, map))
}

function toProbability(value: unknown): number | null {
  const number = toNumber(value)
  return number !== null && number >= 0 && number <= 1 ? number : null
}

const owners = record({
  id,
  /** Their full name; the e-mail address, or the id, where it is unset. */
  name: combined(['id', 'firstName', 'lastName', 'email'], (row) => {
    const fullName = [row.firstName, row.lastName].flatMap((part) => toText(part)?.trim() ?? []).join(' ')
    return fullName.trim() || (toText(row.email) ?? String(toId(row.id)))
  }),
  email: field('email', toText),
})

/** A person that deals can be assigned to. */
export type Owner = RecordOf<typeof owners>

/** Owners, deduplicated. */
export const toOwners = (rows: readonly WireRow[]): Owner[] => currentRecords(rows, owners)

const forms = record({
  id,
  name: field('name', toTextOrEmpty),
  formType: field('formType', (value) => toText(value) ?? 'hubspot'),
})

export type Form = RecordOf<typeof forms>

/** Forms, deduplicated. */
export const toForms = (rows: readonly WireRow[]): Form[] => currentRecords(rows, forms)

const accounts = record({
  /** ISO 4217; the currency of every amount in the graph. */
  currency: mandatory(field('companyCurrency', (value) => matching(/^[A-Z]{3}$/, toCurrency(value)))),
  /** Time zone of the days of HubSpot's analytics and daily limit; null if it does not say. */
  timeZone: field('timeZone', toText),
  /** Data region, such as `na1` or `eu1`. */
  region: field(
    'dataHostingLocation',
    (value) => matching(/^[a-z]{2,4}\d{1,2}$/, toTextOrEmpty(value).trim().toLowerCase()) ?? 'na1',
  ),
})

/** The account behind the access token. */
export type Account = RecordOf<typeof accounts>

/** Null if it does not say how to interpret amounts. */
export const toAccount = accounts.map

const matching = (pattern: RegExp, value: string | null) => (value !== null && pattern.test(value) ? value : null)

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
