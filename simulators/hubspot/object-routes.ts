import type { SimResponse } from '../control/handler.ts'
import { requireScope, type HubSpotAccess } from './access.ts'
import type { Database } from './database.ts'
import { present, readNames } from './present.ts'
import { invalid, refuse } from './refusal.ts'
import type { CrmRecord, ObjectType } from './world.ts'

/** A signed-in request for one object type. */
export interface ObjectCall {
  readonly type: ObjectType
  readonly database: Database
  readonly access: HubSpotAccess
  readonly query: URLSearchParams
  readonly body: string
  /** Where the request came to, for links. */
  readonly address: string
}

export const readScope = (type: ObjectType): string => `crm.objects.${type}.read`

const associationOf: Readonly<Record<ObjectType, string>> = {
  contacts: 'contact_to_company',
  companies: 'company_to_contact',
  deals: 'deal_to_company',
}

/** `GET /crm/v3/objects/{type}`: by ascending id, 100 at most; `after` is the id of the next record. */
export function listRecords({ type, database, access, query, address }: ObjectCall): SimResponse {
  requireScope(access, readScope(type))
  const limit = readLimit(query.get('limit'), 10, 100)
  const after = query.get('after')
  if (after !== null && !/^\d+$/.test(after)) throw invalid(`Invalid value for after: ${after}`)
  const wantsArchived = query.get('archived') === 'true'
  const records = wantsArchived ? database.world.archived[type] : database.list(type)
  const rest = after === null ? records : records.filter(({ id }) => Number(id) >= Number(after))
  const page = rest.slice(0, limit)
  const next = rest[limit]
  const names = readNames(query, 'properties')
  const associations = readNames(query, 'associations')
  const { portalId } = database.world.account
  return {
    status: 200,
    body: {
      results: page.map((record) => ({
        ...present(type, record, names, portalId),
        ...(associations.includes('companies') ? { associations: companiesOf(type, record, database) } : {}),
      })),
      ...(next && { paging: { next: { after: next.id, link: `${address}?limit=${limit}&after=${next.id}` } } }),
    },
  }
}

/** The same company comes twice: once with its label and once without. */
function companiesOf(type: ObjectType, record: CrmRecord, database: Database) {
  const companies = database.list('companies')
  const company = companies[Number(record.id) % Math.max(1, companies.length)]
  const kind = associationOf[type]
  const results = company
    ? [
        { id: company.id, type: kind },
        { id: company.id, type: `${kind}_unlabeled` },
      ]
    : []
  return { companies: { results } }
}

/** `GET /crm/v3/objects/{type}/{id}`. */
export function readRecord(call: ObjectCall, id: string): SimResponse {
  const { type, database, access, query } = call
  requireScope(access, readScope(type))
  if (!/^\d+$/.test(id)) {
    throw refuse(404, 'Object not found.  objectId are usually numeric.', { category: 'OBJECT_NOT_FOUND' })
  }
  const record = database.find(type, id)
  if (!record || record.archived !== (query.get('archived') === 'true')) throw refuse(404, 'resource not found')
  return { status: 200, body: present(type, record, readNames(query, 'properties'), database.world.account.portalId) }
}

interface BatchBody {
  inputs?: { id?: unknown }[]
  properties?: string[]
  idProperty?: string
}

/** `POST /crm/v3/objects/{type}/batch/read`: 100 at most; 207 when some of them do not exist. */
export function readBatch({ type, database, access, body }: ObjectCall, now: number): SimResponse {
  requireScope(access, readScope(type))
  const { inputs, properties = [], idProperty } = parseBody(body) as BatchBody
  if (!Array.isArray(inputs)) throw invalid('Some required fields were not set: [inputs]')
  if (inputs.length > 100) throw invalid(`Batch size exceeds the limit of 100: ${inputs.length}`)
  const { portalId } = database.world.account
  const asked = [...new Set(inputs.map(({ id }) => String(id)))]
  const find = (id: string) =>
    idProperty === undefined
      ? database.get(type, id)
      : database.list(type).find((record) => record.properties[idProperty]?.toLowerCase() === id.toLowerCase())
  const found = asked.flatMap((id) => find(id) ?? [])
  const missing = asked.filter((id) => find(id) === undefined)
  const at = new Date(now).toISOString()
  return {
    status: missing.length === 0 ? 200 : 207,
    body: {
      status: 'COMPLETE',
      results: found.map((record) => present(type, record, properties, portalId)),
      ...(missing.length === 0
        ? {}
        : {
            numErrors: 1,
            errors: [
              {
                status: 'error',
                category: 'OBJECT_NOT_FOUND',
                message: `Could not get some ${type.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
                context: { ids: missing },
              },
            ],
          }),
      startedAt: at,
      completedAt: at,
    },
  }
}

/** A JSON body, `{}` when there is none. Throws the refusal of one that cannot be parsed. */
export function parseBody(text: string): object {
  try {
    const body: unknown = text === '' ? {} : JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : {}
  } catch (error) {
    throw invalid(`Invalid input JSON on line 1, column 1: ${(error as Error).message}`)
  }
}

/** @param most what is above is refused */
export function readLimit(given: string | number | null | undefined, usual: number, most: number): number {
  if (given === null || given === undefined || given === '') return usual
  const limit = Number(given)
  if (!Number.isInteger(limit) || limit < 1) throw invalid(`Invalid limit: ${String(given)}`)
  if (limit > most) throw invalid(`You cannot request more than ${most} records at a time, ${limit} were requested.`)
  return limit
}
