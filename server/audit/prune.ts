import type { Database } from '../database/create-database.ts'
import { createAnchor } from './anchors.ts'
import type { Signer } from './signer.ts'
import { verifyChain, type AuditProblem } from './verify.ts'

export interface Pruned {
  /** How many records were deleted. */
  readonly records: number
  /** Chains that were left as they are, because something in them is wrong: pruning would remove the evidence. */
  readonly problems: readonly AuditProblem[]
}

export interface PruneOptions {
  readonly database: Database
  readonly signer: Signer
  /** Records from before this instant are deleted. */
  readonly before: number
  /** Now, for the anchors. */
  readonly now: number
}

/**
 * Deletes the oldest records of each chain, up to the first that is not old enough, and leaves a signed anchor in their
 * place: what is left can still be verified. Anchors are kept.
 */
export async function pruneAudit(options: PruneOptions): Promise<Pruned> {
  const { database, signer, before } = options
  const problems: AuditProblem[] = []
  let records = 0
  for (const { chain } of await database
    .selectFrom('audit_records')
    .select('chain')
    .distinct()
    .where('at', '<', before)
    .execute()) {
    const { problem } = await verifyChain(chain, { database, signer, allowsUnsigned: true })
    if (problem) problems.push(problem)
    else records += await pruneChain(chain, options)
  }
  return { records, problems }
}

async function pruneChain(chain: string, { database, signer, before, now }: PruneOptions): Promise<number> {
  return database.transaction().execute(async (db) => {
    const ofChain = db.selectFrom('audit_records').where('chain', '=', chain)
    // Clocks go back, so a later record may be the older one: the chain is cut at one place only.
    const kept = await ofChain
      .select(({ fn }) => fn.min('position').as('position'))
      .where('at', '>=', before)
      .executeTakeFirst()
    const last = await ofChain
      .select(['position', 'hash'])
      .where('position', '<', kept?.position ?? Number.MAX_SAFE_INTEGER)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!last) return 0
    await db.deleteFrom('audit_anchors').where('chain', '=', chain).where('purpose', '=', 'pruned').execute()
    await db
      .insertInto('audit_anchors')
      .values(createAnchor('pruned', { chain, ...last }, now, signer))
      .execute()
    const { numDeletedRows } = await db
      .deleteFrom('audit_records')
      .where('chain', '=', chain)
      .where('position', '<=', last.position)
      .executeTakeFirst()
    return Number(numDeletedRows)
  })
}
