import { readPages } from '../kit/read-pages.ts'
import type { VendorAnswer } from '../kit/vendor-call.ts'
import { toInteger, type WireRow } from '../kit/wire.ts'
import { connectWiseErrors } from './classify-response.ts'
import { maxPages } from './config.ts'
import { readNextPage, type PageMark } from './next-page.ts'

export interface ListAnswer {
  readonly rows: WireRow[]
  /** With what is no row. */
  readonly size: number
  readonly headers: VendorAnswer['headers']
}

export const firstPage: PageMark = { name: 'page', value: 1 }

/** The list named a page again, or its maximum number of pages was exceeded. */
const failure = () =>
  connectWiseErrors.error(
    'VENDOR_BAD_RESPONSE',
    'ConnectWise named a page of the list that came before, or pages without end.',
  )

/**
 * Iterates over the pages of a list.
 *
 * A next page is the one that the header `Link` names; after a full page without one it is asked for all the same, and
 * nothing new on it is the end: a server that does not page gives the same rows again. One that calls those a next page
 * each time is an error, which no part of the list may hide.
 */
export function pagesOf(pageSize: number, ask: (mark: PageMark) => Promise<ListAnswer>): AsyncIterable<WireRow[]> {
  let last: PageMark | null = null
  async function readPage(mark: PageMark) {
    if (last?.name === mark.name && mark.value <= last.value) throw failure()
    last = mark
    const { rows, size, headers } = await ask(mark)
    const named = readNextPage(headers['link'])
    const guess = size >= pageSize ? pageAfter(mark, rows) : null
    return { rows, next: named ?? guess, isGuess: named === null }
  }
  return readPages({ first: firstPage, readPage, maxPages, failure })
}

/** The page after one that names none: the next number, or after the last id. */
function pageAfter({ name, value }: PageMark, rows: readonly WireRow[]): PageMark {
  if (name === 'page') return { name, value: value + 1 }
  return { name, value: Math.max(value, ...rows.map(({ id }) => toInteger(id) ?? 0)) }
}
