import type { WireRow } from '../kit/wire.ts'
import { connectWiseErrors } from './classify-response.ts'
import { isPast, type Recognition, type WrittenNote, type WrittenTime } from './recognise.ts'

/**
 * Finds the row that was written, or null; nothing is proved where a row that may be it has no text, and no row at all
 * shows one. Where one does no role hides them, and a row without is one that was written without.
 *
 * @param pages by falling id
 * @param textName the field that has the text
 * @throws VendorError `VENDOR_BAD_RESPONSE` where nothing is proved
 */
export async function findWritten(
  pages: AsyncIterable<WireRow[]>,
  written: WrittenNote | WrittenTime,
  textName: 'text' | 'notes',
  recognise: (row: WireRow) => Recognition,
): Promise<WireRow | null> {
  let [isHidden, isShown] = [false, false]
  for await (const rows of pages) {
    const read = rows.map((row) => ({ row, is: recognise(row) }))
    const found = read.find(({ is }) => is === 'ours')
    if (found) return found.row
    isHidden ||= read.some(({ is }) => is === 'hidden')
    isShown ||= rows.some((row) => typeof row[textName] === 'string')
    // A ticket of years has more of them than can be read in the time of one call.
    if (isPast(rows, written)) break
  }
  if (!isHidden || isShown) return null
  throw connectWiseErrors.error('VENDOR_BAD_RESPONSE', 'ConnectWise does not show the text of its records.')
}
