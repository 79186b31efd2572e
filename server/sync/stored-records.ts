import type { Insertable } from 'kysely'
import type { Database } from '../database/create-database.ts'
import type { SyncRecordsTable } from '../database/tables.ts'
import { nextTurn } from '../event-loop-turns.ts'
import { inParts } from './change-parts.ts'
import type { Changes, CollectionChanges, RecordTypes, SyncRecord } from './records.ts'

type Row = Insertable<SyncRecordsTable>

/** Rows per statement: few enough to leave the event loop free in between, and below SQLite's limit of parameters. */
const rowsPerWrite = 250
const rowsPerRead = 2_000
const rowsPerDelete = 2_000

/** Reads the records of an account that changed after a revision. */
export async function readRecords<C extends RecordTypes>(
  db: Database,
  account: string,
  after: number,
): Promise<Changes<C>> {
  const changes: Record<string, { put: SyncRecord[]; remove: SyncRecord['id'][] }> = {}
  let [collection, id] = ['', '']
  for (;;) {
    const rows = await db
      .selectFrom('sync_records')
      .select(['collection', 'id', 'data'])
      .where('account', '=', account)
      .where('revision', '>', after)
      .where(({ or, and, eb }) =>
        or([eb('collection', '>', collection), and([eb('collection', '=', collection), eb('id', '>', id)])]),
      )
      .orderBy('collection')
      .orderBy('id')
      .limit(rowsPerRead)
      .execute()
    for (const row of rows) {
      const own = (changes[row.collection] ??= { put: [], remove: [] })
      if (row.data === null) own.remove.push(JSON.parse(row.id) as SyncRecord['id'])
      else own.put.push(JSON.parse(row.data) as SyncRecord)
    }
    const last = rows.at(-1)
    if (!last || rows.length < rowsPerRead) return changes as unknown as Changes<C>
    ;({ collection, id } = last)
    await nextTurn()
  }
}

/** Writes changes with the revision they were made in. */
export async function saveRecords<C extends RecordTypes>(
  trx: Database,
  key: { readonly account: string; readonly revision: number },
  changes: Changes<C>,
): Promise<void> {
  const named = Object.entries<CollectionChanges | undefined>(
    changes as Readonly<Record<string, CollectionChanges | undefined>>,
  )
  for (const [collection, own] of named) {
    for (const part of own ? inParts(own, rowsPerWrite) : []) await saveRows(trx, rowsOf({ ...key, collection }, part))
  }
}

function rowsOf(key: Pick<Row, 'account' | 'collection' | 'revision'>, { put, remove }: CollectionChanges): Row[] {
  return [
    ...put.map((record) => ({ ...key, id: JSON.stringify(record.id), data: JSON.stringify(record) })),
    // Kept without data, so that other gateways learn of it.
    ...remove.map((id) => ({ ...key, id: JSON.stringify(id), data: null })),
  ]
}

async function saveRows(trx: Database, rows: readonly Row[]): Promise<void> {
  await trx
    .insertInto('sync_records')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['account', 'collection', 'id']).doUpdateSet(({ ref }) => ({
        revision: ref('excluded.revision'),
        data: ref('excluded.data'),
      })),
    )
    .execute()
  await nextTurn()
}

/**
 * Deletes the records of an account, some at a time, which leaves the event loop free in between.
 *
 * @returns the number of rows, including those kept for records that no longer exist
 */
export async function deleteRecords(trx: Database, account: string): Promise<number> {
  let deleted = 0
  for (;;) {
    const some = trx
      .selectFrom('sync_records')
      .select(['account', 'collection', 'id'])
      .where('account', '=', account)
      .limit(rowsPerDelete)
    const { numDeletedRows } = await trx
      .deleteFrom('sync_records')
      .where(({ eb, refTuple }) =>
        eb(refTuple('account', 'collection', 'id'), 'in', some.$asTuple('account', 'collection', 'id')),
      )
      .executeTakeFirst()
    deleted += Number(numDeletedRows)
    if (Number(numDeletedRows) < rowsPerDelete) return deleted
    await nextTurn()
  }
}
