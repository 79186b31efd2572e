import { createPageProgress } from '../kit/page-progress.ts'
import type { VendorAnswer } from '../kit/vendor-call.ts'
import { toInteger, type WireRow } from '../kit/wire.ts'
import { connectWiseErrors } from './classify-response.ts'
import { maxPages } from './config.ts'
import { readNextPage, type PageMark } from './next-page.ts'

export interface Page {
  readonly rows: WireRow[]
  /** With what is no row. */
  readonly size: number
  readonly headers: VendorAnswer['headers']
}

export const firstPage: PageMark = { name: 'page', value: 1 }

/** The list named a page again, or its maximum number of pages was exceeded. */
const endless = () =>
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
export async function* readPages(
  pageSize: number,
  readPage: (mark: PageMark) => Promise<Page>,
): AsyncGenerator<WireRow[], void, undefined> {
  const progress = createPageProgress({ maxPages, failure: endless })
  let isNamed = true
  let mark = firstPage
  for (;;) {
    progress.ask(`${mark.name} ${mark.value}`)
    const { rows, size, headers } = await readPage(mark)
    const named = readNextPage(headers['link'])
    const isNew = progress.took(rows, named !== null)
    if (!isNamed && !isNew) return
    yield rows
    const next = named ?? (size >= pageSize ? pageAfter(mark, rows) : null)
    if (!next) return
    if (next.name === mark.name && next.value <= mark.value) throw endless()
    isNamed = named !== null
    mark = next
  }
}

/** The page after one that names none: the next number, or after the last id. */
function pageAfter({ name, value }: PageMark, rows: readonly WireRow[]): PageMark {
  if (name === 'page') return { name, value: value + 1 }
  return { name, value: Math.max(value, ...rows.map(({ id }) => toInteger(id) ?? 0)) }
}
