import { checkFirst, notOfThisList, readCursor, rowsOf, writeCursor, type Rows } from '../paging/page.ts'
import type { ChangeRecord } from './change-record.ts'
import type { ChangePosition, ChangeRecords } from './change-records.ts'

/** A page of a tenant's changes, newest first. */
export interface ChangeList extends Rows<ChangeRecord> {
  /** Number of rows in the whole list. */
  readonly totalCount: () => Promise<number>
}

const order = { name: 'changes', direction: 'DESC', hasTextIds: true } as const

/**
 * Returns the `first` changes after the cursor `after`.
 *
 * @throws GatewayError `BAD_USER_INPUT` if `first` is out of bounds or the cursor is not from this list
 */
export async function listChanges(
  records: Pick<ChangeRecords, 'list' | 'count'>,
  tenantId: string,
  { first, after }: { first: number; after?: string | null | undefined },
): Promise<ChangeList> {
  checkFirst(first)
  const position = after === null || after === undefined ? null : positionOf(after)
  // Fetch one extra row to find out whether there are more.
  const rows = await records.list(tenantId, { limit: first + 1, after: position })
  const edges = rows.slice(0, first).map((node) => ({ cursor: cursorOf(node), node }))
  return {
    ...rowsOf(edges, { hasNextPage: rows.length > first, hasPreviousPage: position !== null }),
    totalCount: () => records.count(tenantId),
  }
}

const cursorOf = ({ createdAt, id }: ChangeRecord) => writeCursor({ value: createdAt, id }, order)

function positionOf(cursor: string): ChangePosition {
  const { value, id } = readCursor(cursor, order)
  // Both are sent to the database, which accepts no other types.
  if (typeof value !== 'number' || value < 0 || !isChangeId(String(id))) throw notOfThisList()
  return { createdAt: value, id: String(id) }
}

/** Whether the text has the form of a change id, `<tenant>:<reference>`. */
const isChangeId = (id: string) => /^[\w-]{1,100}:[\w-]{1,100}$/.test(id)
