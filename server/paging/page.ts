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
  return checkSize('first', first)
}

function checkSize(name: 'first' | 'last', size: number): number {
  if (size >= 1 && size <= maxPageSize) return size
  throw badUserInput(`${name} must be from 1 to ${maxPageSize}; it is ${size}.`)
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

/** Which rows of a list are wanted: the `first` after a cursor, or the `last` before one. */
export interface PageRequest {
  /** Does not count where `last` is given. */
  readonly first: number
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

/** A page request that was checked. */
export interface CheckedPage {
  readonly size: number
  /** Whether the rows before the position are wanted, those next to it. */
  readonly isBackward: boolean
  /** The row beside the page; null: the start of the list, or its end if backward. */
  readonly position: CursorPosition | null
}

/**
 * Validates a page request, before anything is loaded for it.
 *
 * @throws GatewayError `BAD_USER_INPUT` if a size is out of bounds, a cursor is not of this order, or both ways are asked for
 */
export function checkPage({ first, after, last, before }: PageRequest, order: NamedOrder): CheckedPage {
  if (!isGiven(last)) {
    if (isGiven(before)) throw badUserInput('before needs last: how many rows before that cursor.')
    const size = checkSize('first', first)
    return { size, isBackward: false, position: isGiven(after) ? readCursor(after, order) : null }
  }
  if (isGiven(after)) throw badUserInput('last counts from the end, or from before: leave out after, or take first.')
  const size = checkSize('last', last)
  return { size, isBackward: true, position: isGiven(before) ? readCursor(before, order, 'before') : null }
}

export const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined

/** As `takePageOf`, of rows in any order. */
export function takePage<T>(rows: readonly T[], order: Order<T>, page: PageRequest): Page<T> {
  return takePageOf(sortRows(rows, order), order, page)
}

/**
 * Returns the `first` rows after the row of the cursor `after`, or the `last` before that of `before`. A cursor is a
 * position in the order rather than an offset, so rows added or removed between two pages neither duplicate nor hide
 * others.
 *
 * @param rows as `sortRows` returns them for this order
 * @throws GatewayError as `checkPage`
 */
export function takePageOf<T>(rows: SortedRows<T>, order: NamedOrder, request: PageRequest): Page<T> {
  const [start, end] = boundsOf(rows, order, checkPage(request, order))
  const edges = rows.slice(start, end).map(({ row, position }) => new Edge(row, position, order))
  const beside = { hasNextPage: end < rows.length, hasPreviousPage: start > 0 }
  return { ...rowsOf(edges, beside), totalCount: rows.length }
}

/** A row with its cursor, which is written for those who ask for it. */
class Edge<T> {
  readonly node: T
  readonly #position: CursorPosition
  readonly #order: NamedOrder

  constructor(node: T, position: CursorPosition, order: NamedOrder) {
    this.node = node
    this.#position = position
    this.#order = order
  }

  get cursor(): string {
    return writeCursor(this.#position, this.#order)
  }
}

/** Where a page begins and ends. */
function boundsOf(rows: SortedRows<unknown>, order: NamedOrder, { size, isBackward, position }: CheckedPage) {
  const compare = comparePositions(order.direction)
  if (isBackward) {
    const end = position === null ? rows.length : countWhile(rows, (at) => compare(at, position) < 0)
    return [Math.max(0, end - size), end] as const
  }
  const start = position === null ? 0 : countWhile(rows, (at) => compare(at, position) <= 0)
  return [start, Math.min(rows.length, start + size)] as const
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

/** Number of rows at the start that pass the test, which those after them do not. */
function countWhile(rows: SortedRows<unknown>, passes: (at: CursorPosition) => boolean): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = rows[middle]
    if (at && passes(at.position)) low = middle + 1
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
 * @param argument which it was given as
 * @throws GatewayError `BAD_USER_INPUT` if the cursor is not of this order
 */
export function readCursor(cursor: string, order: NamedOrder, argument: CursorArgument = 'after'): CursorPosition {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    parts = null
  }
  const [name, direction, value, id] = Array.isArray(parts) ? (parts as unknown[]) : []
  if (typeof name !== 'string' || !isId(id, order.hasTextIds ? 'text' : 'integer')) throw notOfThisList(argument)
  if (name !== order.name || direction !== order.direction) {
    if (!isValue(value, 'integer') && !isValue(value, 'text')) throw notOfThisList(argument)
    throw badUserInput(`${argument} is a cursor of the same list in another order: start again without it.`)
  }
  if (!isValue(value, order.values ?? 'integer')) throw notOfThisList(argument)
  return { value, id }
}

type CursorArgument = 'after' | 'before'

const ends: Record<CursorArgument, string> = { after: 'endCursor', before: 'startCursor' }

/** The error for a cursor that no page of the list has issued. */
export const notOfThisList = (argument: CursorArgument) =>
  badUserInput(`${argument} is not a cursor of this list: take ${ends[argument]}, or the cursor of an edge.`)

function isValue(value: unknown, kind: NonNullable<NamedOrder['values']>): value is CursorPosition['value'] {
  return value === null || (kind === 'text' ? typeof value === 'string' : Number.isSafeInteger(value))
}

function isId(id: unknown, kind: 'integer' | 'text'): id is RowId {
  return kind === 'text' ? typeof id === 'string' && id !== '' : Number.isSafeInteger(id) && Number(id) >= 0
}
