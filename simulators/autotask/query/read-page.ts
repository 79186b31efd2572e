import type { Table } from '../table.ts'
import type { WireRecord } from '../world.ts'
import type { RowTest } from './compile-filter.ts'
import { nextToken, previousToken } from './paging.ts'
import type { PagePosition } from './paging.ts'

/** Makes the absolute address of a neighbouring page from its `paging` parameter. */
export type PageUrl = (direction: 'next' | 'previous', token: string) => string

/** One page of a query, in ascending order of id, in the vendor's envelope; there is no total in it. */
export interface PageAnswer {
  items: Record<string, unknown>[]
  pageDetails: { count: number; requestCount: number; prevPageUrl: string | null; nextPageUrl: string | null }
}

/** Reads the page at `position` out of the rows that pass `test`, each shown as `present` says. */
export function readPage(
  table: Table,
  test: RowTest,
  present: (record: WireRecord) => Record<string, unknown>,
  position: PagePosition,
  pageUrl: PageUrl,
): PageAnswer {
  const { pageSize, startId, pagesBefore } = position
  const rows = table.rows()
  const found: WireRecord[] = []
  // One row more than the page holds, to know whether and where the next one starts.
  for (let row = startId === undefined ? 0 : table.indexFrom(startId); found.length <= pageSize; row += 1) {
    const record = rows[row]
    if (record === undefined) break
    if (test(row)) found.push(record)
  }
  const page = found.slice(0, pageSize)
  const firstId = startId ?? page[0]?.id
  const nextId = found[pageSize]?.id
  const hasNext = nextId !== undefined && firstId !== undefined
  const hasPrevious = pagesBefore.length > 0 && firstId !== undefined
  return {
    items: page.map(present),
    pageDetails: {
      count: page.length,
      requestCount: pageSize,
      prevPageUrl: hasPrevious ? pageUrl('previous', previousToken(pageSize, pagesBefore, firstId)) : null,
      nextPageUrl: hasNext ? pageUrl('next', nextToken(pageSize, [...pagesBefore, firstId], nextId)) : null,
    },
  }
}

/** How many rows pass. */
export function countRows(table: Table, test: RowTest): number {
  let count = 0
  for (let row = 0; row < table.rows().length; row += 1) if (test(row)) count += 1
  return count
}
