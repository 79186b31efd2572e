import { readKeysetPage } from '../paging/keyset-page.ts'
import {
  checkPage,
  notOfThisList,
  rowsOf,
  writeCursor,
  type CheckedPage,
  type PageRequest,
  type Rows,
} from '../paging/page.ts'
import type { ChangeRecord } from './change-record.ts'
import type { ChangeSelection } from './change-selection.ts'
import type { ChangePosition, ChangeRecords } from './change-records.ts'

/** A page of changes, newest first. */
export interface ChangeList extends Rows<ChangeRecord> {
  /** Number of rows in the whole list. */
  readonly totalCount: () => Promise<number>
}

const order = { name: 'changes', direction: 'DESC', hasTextIds: true } as const

/**
 * Returns a page of the selected changes.
 *
 * @throws GatewayError `BAD_USER_INPUT` as `checkPage`
 */
export async function listChanges(
  records: Pick<ChangeRecords, 'list' | 'count'>,
  selection: ChangeSelection,
  request: PageRequest,
): Promise<ChangeList> {
  const page = checkPage(request, order)
  const { rows, ...beside } = await readKeysetPage(page, positionOf(page), (part) => records.list(selection, part))
  const edges = rows.map((node) => ({ cursor: cursorOf(node), node }))
  return { ...rowsOf(edges, beside), totalCount: () => records.count(selection) }
}

const cursorOf = ({ createdAt, id }: ChangeRecord) => writeCursor({ value: createdAt, id }, order)

function positionOf({ position, isBackward }: CheckedPage): ChangePosition | null {
  if (position === null) return null
  const { value, id } = position
  // Both are sent to the database, which accepts no other types.
  if (typeof value !== 'number' || value < 0 || !isChangeId(String(id))) {
    throw notOfThisList(isBackward ? 'before' : 'after')
  }
  return { createdAt: value, id: String(id) }
}

/** Whether the text has the form of a change id, `<tenant>:<reference>`. */
const isChangeId = (id: string) => /^[\w-]{1,100}:[\w-]{1,100}$/.test(id)
