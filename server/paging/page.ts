import { badUserInput } from '../errors/gateway-error.ts'

/** A sort order. Ties are ordered by id, so that the order is total. */
export interface Order<T> {
  /** Identifies the order in cursors, which are only valid in their own order. */
  readonly name: string
  readonly direction: 'ASC' | 'DESC'
  /** The sort key; null sorts last in either direction. */
  readonly valueOf: (row: T) => number | string | null
  /** Text ids are ordered by length first, so that numeric ids keep their order. */
  readonly idOf: (row: T) => RowId
  /** Whether ids are text; numbers by default. */
  readonly hasTextIds?: boolean
  /** Type of the sort key; integers by default. A cursor with another type was forged. */
  readonly values?: 'integer' | 'text'
}

/** What a cursor must match. */
type NamedOrder = Pick<Order<never>, 'name' | 'direction' | 'hasTextIds' | 'values'>

/** Identifies a row within its list. */
export type RowId = number | string

/** Some rows of an ordered list, which follow each other. */
export interface Rows<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

/** A page of an ordered list. */
export interface Page<T> extends Rows<T> {
  /** Number of rows in the whole list. */
  readonly totalCount: number
}

/** The position of a row in its list. */
export interface CursorPosition {
  readonly value: number | string | null
  readonly id: RowId
}

/** Maximum page size. */
export const maxPageSize = 100

/** @throws GatewayError `BAD_USER_INPUT` unless it is from 1 to 100 */
export function checkFirst(first: number): number {
  if (first >= 1 && first <= maxPageSize) return first
  throw badUserInput(`first must be from 1 to ${maxPageSize}; it is ${first}.`)
}

/**
 * Validates a cursor before anything is loaded for its page.
 *
 * @throws GatewayError `BAD_USER_INPUT` if the cursor is not of this order
 */
export function checkCursor(after: string | null | undefined, order: NamedOrder): void {
  if (after !== null && after !== undefined) readCursor(after, order)
}

/** Rows in an order, with their positions in it. */
export type SortedRows<T> = readonly { readonly row: T; readonly position: CursorPosition }[]

/** Sorts rows for `takePageOf`. */
export function sortRows<T>(rows: readonly T[], order: Order<T>): SortedRows<T> {
  const compare = comparePositions(order.direction)
  return rows
    .map((row) => ({ row, position: { value: order.valueOf(row), id: order.idOf(row) } }))
    .sort((a, b) => compare(a.position, b.position))
}

/** Which rows of a list are wanted. */
export interface PageRequest {
  readonly first: number
  readonly after?: string | null | undefined
}

/** As `takePageOf`, of rows in any order. */
export function takePage<T>(rows: readonly T[], order: Order<T>, page: PageRequest): Page<T> {
  return takePageOf(sortRows(rows, order), order, page)
}

/**
 * Returns the `first` rows after the row of the cursor `after`. A cursor is a position in the order rather than an
 * offset, so rows added or removed between two pages neither duplicate nor hide others.
 *
 * @param rows as `sortRows` returns them for this order
 * @throws GatewayError `BAD_USER_INPUT` if `first` is out of bounds or the cursor is not from this list
 */
export function takePageOf<T>(rows: SortedRows<T>, order: NamedOrder, { first, after }: PageRequest): Page<T> {
  checkFirst(first)
  const position = after === null || after === undefined ? null : readCursor(after, order)
  const start = position === null ? 0 : countUpTo(rows, position, comparePositions(order.direction))
  const edges = rows.slice(start, start + first).map(({ row, position: own }) => ({
    // Written for those who ask for it.
    get cursor() {
      return writeCursor(own, order)
    },
    node: row,
  }))
  const beside = { hasNextPage: start + edges.length < rows.length, hasPreviousPage: start > 0 }
  return { ...rowsOf(edges, beside), totalCount: rows.length }
}

/** Describes a page by its edges. */
export const rowsOf = <T>(
  edges: Rows<T>['edges'],
  beside: Pick<Rows<T>['pageInfo'], 'hasNextPage' | 'hasPreviousPage'>,
): Rows<T> => ({
  edges,
  pageInfo: {
    ...beside,
    get startCursor() {
      return edges[0]?.cursor ?? null
    },
    get endCursor() {
      return edges.at(-1)?.cursor ?? null
    },
  },
})

/** Number of rows up to and including a position. */
function countUpTo(
  rows: SortedRows<unknown>,
  position: CursorPosition,
  compare: (a: CursorPosition, b: CursorPosition) => number,
): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = rows[middle]
    if (at && compare(at.position, position) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

function comparePositions(direction: 'ASC' | 'DESC') {
  const sign = direction === 'ASC' ? 1 : -1
  return (a: CursorPosition, b: CursorPosition): number => {
    if (a.value === b.value) return sign * compareIds(a.id, b.id)
    if (a.value === null) return 1
    if (b.value === null) return -1
    return a.value < b.value ? -sign : sign
  }
}

function compareIds(a: RowId, b: RowId): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [one, other] = [String(a), String(b)]
  if (one.length !== other.length) return one.length - other.length
  return one < other ? -1 : Number(one > other)
}

/** Encodes a position as a cursor. */
export function writeCursor(position: CursorPosition, order: NamedOrder): string {
  return Buffer.from(JSON.stringify([order.name, order.direction, position.value, position.id])).toString('base64url')
}

/**
 * Decodes a cursor.
 *
 * @throws GatewayError `BAD_USER_INPUT` if the cursor is not of this order
 */
export function readCursor(cursor: string, order: NamedOrder): CursorPosition {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    parts = null
  }
  const [name, direction, value, id] = Array.isArray(parts) ? (parts as unknown[]) : []
  if (typeof name !== 'string' || !isId(id, order.hasTextIds ? 'text' : 'integer')) throw notOfThisList()
  if (name !== order.name || direction !== order.direction) {
    if (!isValue(value, 'integer') && !isValue(value, 'text')) throw notOfThisList()
    throw badUserInput('after is a cursor of the same list in another order: start again without it.')
  }
  if (!isValue(value, order.values ?? 'integer')) throw notOfThisList()
  return { value, id }
}

/** The error for a cursor that no page of the list has issued. */
export const notOfThisList = () =>
  badUserInput('after is not a cursor of this list: take endCursor, or the cursor of an edge.')

function isValue(value: unknown, kind: NonNullable<NamedOrder['values']>): value is CursorPosition['value'] {
  return value === null || (kind === 'text' ? typeof value === 'string' : Number.isSafeInteger(value))
}

function isId(id: unknown, kind: 'integer' | 'text'): id is RowId {
  return kind === 'text' ? typeof id === 'string' && id !== '' : Number.isSafeInteger(id) && Number(id) >= 0
}
