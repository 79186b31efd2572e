import type { Selectable } from 'kysely'
import type { Database } from '../database/create-database.ts'
import type { AuditRecordsTable } from '../database/tables.ts'
import { checkAnchor, type StoredAnchor } from './anchors.ts'
import { hashRecord, idOf, readContent } from './chain.ts'
import { columnsOf } from './columns.ts'
import type { Signer } from './signer.ts'

/** The first thing that is wrong in a chain. */
export interface AuditProblem {
  /** The bad record, `<chain>:<position>`. */
  readonly id: string
  /** What is wrong with it, to be read after its id. */
  readonly reason: string
}

export interface Verification {
  readonly chains: number
  readonly records: number
  readonly anchors: number
  /** Anchors without a signature. */
  readonly unsigned: number
  /** Of each chain the first, oldest chain first; empty: everything is as it was written. */
  readonly problems: readonly AuditProblem[]
}

export interface VerifyOptions {
  readonly database: Database
  readonly signer: Signer
  /** Whether chains without signatures pass although there are keys: they are from before there were any. */
  readonly allowsUnsigned?: boolean
}

type Row = Selectable<AuditRecordsTable>

/** What a chain was found to be. */
interface CheckedChain {
  readonly records: number
  readonly anchors: readonly StoredAnchor[]
  readonly problem: AuditProblem | null
  /** Ends of other chains that its records name, by the id of the end. */
  readonly named: ReadonlyMap<string, string>
}

/** Records read at a time. */
const pageRows = 1_000

/**
 * Checks every record of every chain: content and hash, place, the record before it, the anchors and their signatures, and
 * the chains that other chains name. Runs beside gateways that write.
 */
export async function verifyAudit(options: VerifyOptions): Promise<Verification> {
  const { database } = options
  const problems: AuditProblem[] = []
  const named = new Map<string, string>()
  const ids = await chainsOf(database)
  let [records, anchors, unsigned] = [0, 0, 0]
  for (const chain of ids) {
    const checked = await verifyChain(chain, options)
    records += checked.records
    anchors += checked.anchors.length
    unsigned += checked.anchors.filter(({ signature }) => signature === null).length
    if (checked.problem) problems.push(checked.problem)
    for (const [id, hash] of checked.named) named.set(id, hash)
  }
  for (const [id, hash] of named) {
    const problem = await checkNamed(database, id, hash)
    const isKnown = problems.some((known) => known.id.split(':')[0] === id.split(':')[0])
    if (problem && !isKnown) problems.push(problem)
  }
  problems.sort((one, other) => (one.id < other.id ? -1 : 1))
  return { chains: ids.length, records, anchors, unsigned, problems }
}

/** Checks one chain. What looks wrong is checked once more: a gateway may have written, or pruned, in between. */
export async function verifyChain(chain: string, options: VerifyOptions): Promise<CheckedChain> {
  const checked = await checkChain(chain, options)
  return checked.problem ? checkChain(chain, options) : checked
}

async function chainsOf(database: Database): Promise<string[]> {
  const [records, anchors] = await Promise.all([
    database.selectFrom('audit_records').select('chain').distinct().execute(),
    database.selectFrom('audit_anchors').select('chain').distinct().execute(),
  ])
  return [...new Set([...records, ...anchors].map(({ chain }) => chain))].sort()
}

async function checkChain(chain: string, { database, signer, allowsUnsigned }: VerifyOptions): Promise<CheckedChain> {
  const anchors = await database
    .selectFrom('audit_anchors')
    .selectAll()
    .where('chain', '=', chain)
    .orderBy('position')
    .execute()
  const head = anchors.find(({ purpose }) => purpose === 'head')
  const pruned = anchors.findLast(({ purpose }) => purpose === 'pruned')
  const named = new Map<string, string>()
  const start = { position: pruned?.position ?? 0, hash: pruned?.hash ?? '' }
  let last = start
  let records = 0
  const done = (problem: AuditProblem | null): CheckedChain => ({ records, anchors, problem, named })
  const bad = (position: number, reason: string) => done({ id: idOf({ chain, position }), reason })

  if (!head) return bad(start.position + 1, 'belongs to a chain whose head was removed')
  const byPosition = new Map(anchors.filter(({ purpose }) => purpose === 'periodic').map((one) => [one.position, one]))
  for (let after = 0; ;) {
    const rows = await readPage(database, chain, after, head.position)
    for (const row of rows) {
      const problem = checkRow(row, last, { start: start.position, anchor: byPosition.get(row.position) })
      if (problem) return bad(problem.position, problem.reason)
      const entry = readContent(row.content)
      for (const end of entry?.chains ?? [])
        named.set(end.slice(0, end.lastIndexOf(':')), end.slice(end.lastIndexOf(':') + 1))
      last = row
      records += 1
    }
    if (rows.length < pageRows) break
    after = last.position
  }
  if (last.position < head.position) return bad(last.position + 1, 'was removed from the end of the chain')
  if (last.hash !== head.hash) return bad(last.position, 'was changed: the head of the chain has another hash')
  const cutOff = [...byPosition.keys()].find((position) => position > head.position)
  if (cutOff !== undefined) return bad(head.position + 1, 'was removed: there is an anchor beyond the end of the chain')
  const surplus = await findSurplus(database, chain)
  if (surplus !== null) return bad(surplus, 'was inserted after the end of the chain')
  const unsound = anchors.find((anchor) => !isSound(anchor, signer, allowsUnsigned ?? false))
  if (unsound) return bad(unsound.position, `is not vouched for: ${describe(unsound, signer)}`)
  return done(null)
}

function readPage(database: Database, chain: string, after: number, upTo: number): Promise<Row[]> {
  return database
    .selectFrom('audit_records')
    .selectAll()
    .where('chain', '=', chain)
    .where('position', '>', after)
    .where('position', '<=', upTo)
    .orderBy('position')
    .limit(pageRows)
    .execute()
}

/** Null: it follows from the one before. */
function checkRow(
  row: Row,
  before: { readonly position: number; readonly hash: string },
  { start, anchor }: { readonly start: number; readonly anchor: StoredAnchor | undefined },
): { position: number; reason: string } | null {
  const { position } = row
  const at = (reason: string, where = position) => ({ position: where, reason })
  if (position <= start) return at('was inserted where records were pruned')
  if (position > before.position + 1) return at('was removed', before.position + 1)
  const isWhole = hashRecord(row) === row.hash
  if (row.previous !== before.hash) {
    // One that is right in itself and follows another record than the one that stands before it.
    if (isWhole && before.position > start) {
      return at('was changed: the record after it follows another one', before.position)
    }
    return at('was changed or moved: it does not follow the record before it')
  }
  if (!isWhole) return at('was changed or moved: its hash is not that of its content at this place')
  if (anchor && anchor.hash !== row.hash) return at('was changed, or one before it: its anchor has another hash')
  const entry = readContent(row.content)
  if (!entry) return at('has no content that can be read')
  const columns = Object.entries(columnsOf(entry)) as [keyof Row, unknown][]
  const changed = columns.find(([name, value]) => row[name] !== value)
  return changed ? at(`was changed: its column ${changed[0]} is not what its content says`) : null
}

/** A record beyond the head, as both are now; they move together. */
async function findSurplus(database: Database, chain: string): Promise<number | null> {
  const newest = await database
    .selectFrom('audit_records')
    .select(({ fn }) => fn.max('position').as('position'))
    .where('chain', '=', chain)
    .executeTakeFirst()
  const head = await database
    .selectFrom('audit_anchors')
    .select('position')
    .where('chain', '=', chain)
    .where('purpose', '=', 'head')
    .executeTakeFirst()
  const last = head?.position ?? 0
  return (newest?.position ?? 0) > last ? last + 1 : null
}

function isSound(anchor: StoredAnchor, signer: Signer, allowsUnsigned: boolean): boolean {
  const state = checkAnchor(anchor, signer)
  return state === 'valid' || (state === 'unsigned' && (allowsUnsigned || !signer.hasKeys))
}

function describe(anchor: StoredAnchor, signer: Signer): string {
  const which = `its anchor (${anchor.purpose})`
  const state = checkAnchor(anchor, signer)
  if (state === 'unsigned') return `${which} is not signed although there are keys`
  if (state === 'unknown key')
    return `${which} was signed with a key that is not among CREDENTIALS_KEYS and SESSION_KEYS`
  return `the signature of ${which} is wrong`
}

/** Checks that the end of a chain that another chain names is still there. */
async function checkNamed(database: Database, id: string, hash: string): Promise<AuditProblem | null> {
  const [chain = '', place] = id.split(':')
  const position = Number(place)
  const anchors = await database.selectFrom('audit_anchors').selectAll().where('chain', '=', chain).execute()
  if (!anchors.some(({ purpose }) => purpose === 'head')) {
    return { id, reason: 'was removed with its whole chain, which a later chain names' }
  }
  const pruned = anchors.findLast(({ purpose }) => purpose === 'pruned')
  if (pruned && pruned.position >= position) {
    const isOther = pruned.position === position && pruned.hash !== hash
    return isOther ? { id, reason: 'was changed before it was pruned: a later chain names another hash' } : null
  }
  const row = await database
    .selectFrom('audit_records')
    .select('hash')
    .where('chain', '=', chain)
    .where('position', '=', position)
    .executeTakeFirst()
  if (!row) return { id, reason: 'was removed: a later chain names it' }
  return row.hash === hash ? null : { id, reason: 'was changed: a later chain names another hash' }
}
