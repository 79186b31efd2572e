import type { WireRow } from './wire.ts'

/** Guards the paging of one list. */
export interface PageProgress {
  /** Call before requesting a page; `cursor` identifies it. @throws the failure */
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

/** Maximum number of consecutive empty pages: some vendors filter a page after cutting it. */
const maxEmptyPages = 5

/**
 * Aborts paging without progress: a page named twice, a page that names a next one but has only known rows, many
 * consecutive empty pages, or too many pages. Fails rather than returning the rows so far, since figures based on
 * partial data are silently wrong.
 *
 * @param maxPages maximum pages of one list
 * @param failure creates the error
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
