import { sql, type Transaction } from 'kysely'
import type { Database } from '../database/create-database.ts'
import type { Tables } from '../database/tables.ts'
import { createAnchor, type StoredAnchor } from './anchors.ts'
import type { ChainEnd, LinkedRecord } from './chain.ts'
import { columnsOf } from './columns.ts'
import type { Signer } from './signer.ts'

/** The chain in the database does not end where this gateway left it: another program wrote or deleted there. */
export class ChainBrokenError extends Error {
  override name = 'ChainBrokenError'
}

/** Records that follow each other, and where they are to be appended. */
export interface Batch {
  readonly before: ChainEnd
  readonly records: readonly LinkedRecord[]
  /** Whether a `periodic` anchor is made of its last record. */
  readonly isAnchored: boolean
}

/** Rows per statement: SQLite takes 32,766 values. */
const rowsPerStatement = 500

/** Appends to chains. Nothing here changes or deletes a record. */
export function createAuditStore({ database, signer }: { database: Database; signer: Signer }) {
  return {
    /**
     * Appends a batch, on disk when it returns. After an error it is unknown whether it was stored: appending the same
     * batch again is safe.
     *
     * @throws ChainBrokenError, DatabaseUnavailableError
     */
    async append({ before, records, isAnchored }: Batch): Promise<void> {
      const last = records.at(-1)
      if (!last) return
      const head = createAnchor('head', last, last.entry.at, signer)
      await database.transaction().execute(async (db) => {
        if (await isStored(db, last)) return
        if (!(await moveHead(db, before, head))) {
          throw new ChainBrokenError(`The audit chain ${before.chain} does not end at ${before.position} any more.`)
        }
        for (let start = 0; start < records.length; start += rowsPerStatement) {
          const rows = records.slice(start, start + rowsPerStatement).map(toRow)
          await db.insertInto('audit_records').values(rows).execute()
        }
        if (!isAnchored) return
        const anchor = createAnchor('periodic', last, last.entry.at, signer)
        await db.insertInto('audit_anchors').values(anchor).execute()
      })
    },

    /** Ends of the chains that were written last, newest first. */
    async latestEnds(count: number): Promise<ChainEnd[]> {
      return database
        .selectFrom('audit_anchors')
        .select(['chain', 'position', 'hash'])
        .where('purpose', '=', 'head')
        .orderBy('at', 'desc')
        .orderBy('chain', 'desc')
        .limit(count)
        .execute()
    },
  }
}

export type AuditStore = ReturnType<typeof createAuditStore>

/** @returns false if the chain does not end there */
async function moveHead(db: Transaction<Tables>, before: ChainEnd, head: StoredAnchor): Promise<boolean> {
  if (before.position === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('audit_anchors')
      .values(head)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await db
    .updateTable('audit_anchors')
    .set({
      position: head.position,
      hash: head.hash,
      at: head.at,
      key_id: head.key_id,
      signature: head.signature,
    })
    .where('chain', '=', before.chain)
    .where('purpose', '=', 'head')
    .where('position', '=', before.position)
    .where('hash', '=', before.hash)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A batch whose commit got no answer may be there. */
async function isStored(db: Transaction<Tables>, { chain, position, hash }: LinkedRecord): Promise<boolean> {
  const found = await db
    .selectFrom('audit_records')
    .select(sql.lit(1).as('found'))
    .where('chain', '=', chain)
    .where('position', '=', position)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return found !== undefined
}

function toRow({ chain, position, content, previous, hash, entry }: LinkedRecord) {
  return { chain, position, ...columnsOf(entry), content, previous, hash }
}
