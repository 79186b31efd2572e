/*
 * Immutable sorted lists in chunks, so that a change makes new chunks only where it is. No two rows of a list are equal in
 * its order.
 */

/** A sorted list: chunks in order, none of them empty. */
export type SortedChunks<R> = readonly (readonly R[])[]

/** Compares two rows: negative if the first one comes first. */
export type Order<R> = (a: R, b: R) => number

/** Chunks are split into parts of this size once they are twice as long. */
const chunkRows = 512

/**
 * The first row that is not before what is looked for.
 *
 * @param place compares a row with what is looked for: negative if it comes before that
 * @returns the chunk's index and the row's in it; the number of chunks where there is no such row
 */
export function seek<R>(list: SortedChunks<R>, place: (row: R) => number): readonly [number, number] {
  const chunk = firstIndex(list.length, (index) => place((list[index] as readonly R[]).at(-1) as R) >= 0)
  const rows = list[chunk]
  return [chunk, rows ? firstIndex(rows.length, (index) => place(rows[index] as R) >= 0) : 0]
}

/** The row that `place` says is equal to what is looked for. */
export function find<R>(list: SortedChunks<R>, place: (row: R) => number): R | undefined {
  const [chunk, index] = seek(list, place)
  const row = list[chunk]?.[index]
  return row !== undefined && place(row) === 0 ? row : undefined
}

/** Rows in order, from a place up to the first one that does not pass. */
export function takeWhile<R>(list: SortedChunks<R>, place: (row: R) => number, passes: (row: R) => boolean): R[] {
  const taken: R[] = []
  let [chunk, index] = seek(list, place)
  for (let rows = list[chunk]; rows; rows = list[++chunk], index = 0) {
    for (; index < rows.length; index++) {
      const row = rows[index] as R
      if (!passes(row)) return taken
      taken.push(row)
    }
  }
  return taken
}

/**
 * The list without some of its rows, and with others.
 *
 * @param removed rows of the list, in order
 * @param added rows that are not in the list once the others are removed, in order
 * @param pack applied to the rows of each new chunk
 */
export function change<R>(
  list: SortedChunks<R>,
  removed: readonly R[],
  added: readonly R[],
  order: Order<R>,
  pack: (rows: readonly R[]) => readonly R[],
): SortedChunks<R> {
  const next: (readonly R[])[] = []
  let [removedIndex, addedIndex] = [0, 0]
  const upTo = (rows: readonly R[], from: number, limit: R | undefined) => {
    if (limit === undefined) return rows.length
    let end = from
    while (end < rows.length && order(rows[end] as R, limit) < 0) end++
    return end
  }
  // An empty list takes new rows like an empty chunk.
  const chunks = list.length === 0 ? [[]] : list
  for (const [index, chunk] of chunks.entries()) {
    const limit = chunks[index + 1]?.[0]
    const removedEnd = upTo(removed, removedIndex, limit)
    const addedEnd = upTo(added, addedIndex, limit)
    if (removedEnd === removedIndex && addedEnd === addedIndex) next.push(chunk)
    else {
      const stay = without(chunk, removed.slice(removedIndex, removedEnd), order)
      const merged = merge(stay, added.slice(addedIndex, addedEnd), order)
      for (const part of split(merged)) next.push(pack(part))
    }
    ;[removedIndex, addedIndex] = [removedEnd, addedEnd]
  }
  return next.filter(({ length }) => length > 0)
}

/** The first index from 0 to `length` that passes; those after it do too. */
function firstIndex(length: number, passes: (index: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (passes(middle)) high = middle
    else low = middle + 1
  }
  return low
}

function without<R>(rows: readonly R[], removed: readonly R[], order: Order<R>): readonly R[] {
  if (removed.length === 0) return rows
  let index = 0
  return rows.filter((row) => {
    const isRemoved = index < removed.length && order(row, removed[index] as R) === 0
    if (isRemoved) index++
    return !isRemoved
  })
}

function merge<R>(a: readonly R[], b: readonly R[], order: Order<R>): readonly R[] {
  const merged: R[] = []
  let index = 0
  for (const row of b) {
    for (; index < a.length && order(a[index] as R, row) < 0; index++) merged.push(a[index] as R)
    merged.push(row)
  }
  for (; index < a.length; index++) merged.push(a[index] as R)
  return merged
}

function split<R>(rows: readonly R[]): (readonly R[])[] {
  if (rows.length < 2 * chunkRows) return [rows]
  const parts = Math.floor(rows.length / chunkRows)
  const size = Math.ceil(rows.length / parts)
  return Array.from({ length: parts }, (_, index) => rows.slice(index * size, (index + 1) * size))
}
