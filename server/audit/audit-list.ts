import { sql } from 'kysely'
import type { Database } from '../database/create-database.ts'
import { beyond } from '../database/keyset-sql.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import { readKeysetPage, type KeysetPart } from '../paging/keyset-page.ts'
import {
  checkPage,
  isGiven,
  notOfThisList,
  rowsOf,
  writeCursor,
  type CheckedPage,
  type PageRequest,
  type Rows,
} from '../paging/page.ts'
import { auditKinds, auditOutcomes, type AuditEntry } from './audit-entry.ts'
import { idOf, readContent } from './chain.ts'
import type { ExportedRecord } from './csv.ts'

/** A record as it is listed. */
export interface AuditRow extends AuditEntry {
  readonly id: string
}

/** A page of records. */
export type AuditList = Rows<AuditRow>

/** Which records; what is not given is not asked for. */
export interface AuditListFilter {
  readonly actor?: string | null | undefined
  readonly kind?: readonly string[] | null | undefined
  readonly tenant?: string | null | undefined
  /** Epoch milliseconds, included. */
  readonly from?: number | null | undefined
  /** Epoch milliseconds, not included. */
  readonly to?: number | null | undefined
  readonly outcome?: string | null | undefined
}

const order = { name: 'audit', direction: 'DESC', hasTextIds: true } as const

/**
 * A page of the records, newest first. A `started` record is left out once another one ends it.
 *
 * @throws GatewayError `BAD_USER_INPUT` for a kind or outcome that does not exist, and as `checkPage`
 */
export async function listAudit(database: Database, filter: AuditListFilter, request: PageRequest): Promise<AuditList> {
  const page = checkPage(request, order)
  const { rows, ...beside } = await readKeysetPage(page, positionOf(page), (part) =>
    selectPart(select(database, filter), part).execute(),
  )
  const edges = rows.flatMap((row) => {
    const entry = readContent(row.content)
    if (!entry) return []
    const node = { ...entry, id: idOf(row) }
    return [{ cursor: writeCursor({ value: row.at, id: node.id }, order), node }]
  })
  return rowsOf(edges, beside)
}

interface AuditPosition {
  readonly at: number
  readonly chain: string
  readonly position: number
}

function selectPart(query: ReturnType<typeof select>, part: KeysetPart<AuditPosition>) {
  const { limit, position: from, isBackward, isIncluded } = part
  const direction = isBackward ? 'asc' : 'desc'
  const isBeyond = beyond({ isBackward, isIncluded })
  const rows = from
    ? query.where(sql<boolean>`(at, chain, position) ${isBeyond} (${from.at}, ${from.chain}, ${from.position})`)
    : query
  return rows.orderBy('at', direction).orderBy('chain', direction).orderBy('position', direction).limit(limit)
}

function select(database: Database, { actor, kind, tenant, from, to, outcome }: AuditListFilter) {
  let query = database
    .selectFrom('audit_records')
    .select(['chain', 'position', 'at', 'content'])
    .where(({ or, eb, not, exists }) =>
      or([
        eb('audit_records.outcome', '<>', 'started'),
        not(
          exists(
            database
              .selectFrom('audit_records as later')
              .select(sql.lit(1).as('found'))
              .where('later.completes', '=', sql<string>`audit_records.chain || ':' || audit_records.position`),
          ),
        ),
      ]),
    )
  if (isGiven(actor)) query = query.where('actor_id', '=', actor)
  if (isGiven(kind) && kind.length > 0)
    query = query.where(
      'kind',
      'in',
      kind.map((name) => oneOf(auditKinds, name, 'kind')),
    )
  if (isGiven(outcome)) query = query.where('outcome', '=', oneOf(auditOutcomes, outcome, 'outcome'))
  if (isGiven(from)) query = query.where('at', '>=', from)
  if (isGiven(to)) query = query.where('at', '<', to)
  if (isGiven(tenant)) {
    const pattern = `%|${tenant.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`)}|%`
    query = query.where(sql<boolean>`tenants like ${pattern} escape '\\'`)
  }
  return query
}

/** A word of a list, in any case; `SIGN_IN` is `sign-in`. */
function oneOf<T extends string>(words: readonly T[], given: string, name: string): T {
  const wanted = given.toLowerCase().replaceAll('_', '-')
  const found = words.find((word) => word === wanted)
  if (found === undefined) throw badUserInput(`${name} must be one of: ${words.join(', ')}.`)
  return found
}

function positionOf({ position, isBackward }: CheckedPage): AuditPosition | null {
  if (position === null) return null
  const { value, id } = position
  const parts = /^(\w{1,20}-[0-9a-f]{1,20}):(\d{1,15})$/.exec(String(id))
  // All are sent to the database, which accepts no other types.
  if (typeof value !== 'number' || !parts?.[1]) throw notOfThisList(isBackward ? 'before' : 'after')
  return { at: value, chain: parts[1], position: Number(parts[2]) }
}

/** Every record, chain by chain in the order it was written, a page at a time. */
export async function* readAudit(
  database: Database,
  { from = null, to = null }: { readonly from?: number | null; readonly to?: number | null } = {},
): AsyncGenerator<ExportedRecord> {
  let last = { chain: '', position: 0 }
  for (;;) {
    let query = database
      .selectFrom('audit_records')
      .select(['chain', 'position', 'content', 'hash'])
      .where(sql<boolean>`(chain, position) > (${last.chain}, ${last.position})`)
      .orderBy('chain')
      .orderBy('position')
      .limit(1_000)
    if (from !== null) query = query.where('at', '>=', from)
    if (to !== null) query = query.where('at', '<', to)
    const rows = await query.execute()
    for (const row of rows) {
      const entry = readContent(row.content)
      if (entry) yield { id: idOf(row), hash: row.hash, entry }
    }
    const end = rows.at(-1)
    if (!end) return
    last = end
  }
}
