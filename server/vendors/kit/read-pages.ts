import { createPageProgress } from './page-progress.ts'
import type { WireRow } from './wire.ts'

/** A page of a list. */
export interface Page<Cursor> {
  readonly rows: WireRow[]
  /** The next page; null at the end. */
  readonly next: Cursor | null
  /** The vendor does not name that next page: it may not exist, and nothing new on it is the end. */
  readonly isGuess?: boolean
}

export interface PagedList<Cursor> {
  readonly first: Cursor
  readonly readPage: (cursor: Cursor) => Promise<Page<Cursor>>
  /** In case the vendor always names a next page. */
  readonly maxPages: number
  /** The error of paging without progress (see page-progress.ts). */
  readonly failure: () => Error
}

/** Iterates over the pages of a list, requesting each on demand. A page can be short, or empty, and still name a next. */
export async function* readPages<Cursor>(list: PagedList<Cursor>): AsyncGenerator<WireRow[], void, undefined> {
  const progress = createPageProgress(list)
  let wasGuess = false
  for (let cursor: Cursor | null = list.first; cursor !== null;) {
    progress.ask(JSON.stringify(cursor))
    const { rows, next, isGuess = false }: Page<Cursor> = await list.readPage(cursor)
    const isNew = progress.took(rows, next !== null && !isGuess)
    if (wasGuess && !isNew) return
    yield rows
    wasGuess = isGuess
    cursor = next
  }
}

/**
 * Reads all rows of a list.
 *
 * @param onPage called after each page with the number of rows so far
 */
export async function readAllPages<Cursor>(
  list: PagedList<Cursor>,
  onPage: (read: number) => void = () => undefined,
): Promise<WireRow[]> {
  const rows: WireRow[] = []
  for await (const page of readPages(list)) {
    rows.push(...page)
    onPage(rows.length)
  }
  return rows
}
