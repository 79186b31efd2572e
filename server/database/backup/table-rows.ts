import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { DatabaseKind } from '../database-kind.ts'

/** A row by its columns: texts, whole numbers and nulls. */
export type Row = Readonly<Record<string, unknown>>

/** How many rows are read at a time, and inserted by one statement: SQLite takes 32,766 values. */
const rowsAtOnce = 500

/**
 * Reads all rows of a table, some at a time. What is read with one connection while a transaction is open on it is of one
 * moment.
 *
 * @param db that connection
 */
export async function* readRows<T>(db: Kysely<T>, kind: DatabaseKind, table: string): AsyncGenerator<Row[]> {
  if (kind === 'postgres') yield* readByCursor(db, table)
  else yield* readByRowid(db, table)
}

async function* readByCursor<T>(db: Kysely<T>, table: string): AsyncGenerator<Row[]> {
  await sql`declare table_rows cursor for select * from ${sql.table(table)}`.execute(db)
  for (;;) {
    const { rows } = await sql<Row>`fetch forward ${sql.lit(rowsAtOnce)} from table_rows`.execute(db)
    if (rows.length > 0) yield rows
    if (rows.length < rowsAtOnce) break
  }
  await sql`close table_rows`.execute(db)
}

async function* readByRowid<T>(db: Kysely<T>, table: string): AsyncGenerator<Row[]> {
  for (let after = -1; ;) {
    const { rows } = await sql<Row & { readonly own_rowid: number }>`
      select rowid as own_rowid, * from ${sql.table(table)} where rowid > ${after} order by rowid
      limit ${sql.lit(rowsAtOnce)}`.execute(db)
    if (rows.length > 0) yield rows.map(({ own_rowid: _rowid, ...row }) => row)
    if (rows.length < rowsAtOnce) break
    after = rows.at(-1)?.own_rowid ?? after
  }
}

/** Inserts rows that all have the same columns. */
export async function insertRows<T>(db: Kysely<T>, table: string, rows: readonly Row[]): Promise<void> {
  const anyTable = db as unknown as Kysely<Record<string, Record<string, unknown>>>
  await anyTable.insertInto(table).values(rows).execute()
}

/** A digest of rows in their order: shows whether they are the same, to the letter. */
export function createRowDigest() {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add(more: readonly Row[]): void {
      for (const row of more) {
        const columns = Object.keys(row).sort()
        hash.update(`${JSON.stringify(columns.map((column) => [column, row[column]]))}\n`)
      }
      rows += more.length
    },
    end: () => ({ rows, digest: hash.digest('hex') }),
  }
}
