import type { WireRow } from './wire.ts'

/** Watches over one list that is read page by page. */
export interface PageProgress {
  /** Before a page is asked for: `cursor` is what tells it from the others. @throws the failure */
  ask(cursor: string): void
  /**
   * Once it is there.
   *
   * @param hasNext whether it names a further page
   * @returns whether it has a row that was not there before
   * @throws the failure
   */
  took(rows: readonly WireRow[], hasNext: boolean): boolean
}

/** Pages without a row that may follow each other: some vendors filter a page after they have cut it. */
const maxEmptyPages = 5

/**
 * Ends a list that gets nowhere: a page named twice, a page that names a further one and has nothing but rows that were
 * there before, many empty pages in a row, or more pages than any list has. Such a list is a failure and not its rows so
 * far, because figures made from a part of the rows are wrong without showing it.
 *
 * @param maxPages pages of one list at most
 * @param failure makes the error
 */
export function createPageProgress({
  maxPages,
  failure,
}: {
  readonly maxPages: number
  readonly failure: () => Error
}): PageProgress {
  const cursors = new Set<string>()
  const rowKeys = new Set<string>()
  let emptyPages = 0
  return {
    ask(cursor) {
      if (cursors.has(cursor) || cursors.size >= maxPages) throw failure()
      cursors.add(cursor)
    },
    took(rows, hasNext) {
      const before = rowKeys.size
      for (const row of rows) rowKeys.add(keyOf(row))
      emptyPages = rows.length === 0 ? emptyPages + 1 : 0
      const isNew = rowKeys.size > before
      const isStuck = rows.length > 0 ? !isNew : emptyPages >= maxEmptyPages
      // A record that moved while the list was read may be all that its last page has.
      if (hasNext && isStuck) throw failure()
      return isNew
    },
  }
}

function keyOf(row: WireRow): string {
  const { id } = row
  return typeof id === 'number' || typeof id === 'string' ? String(id) : JSON.stringify(row)
}
