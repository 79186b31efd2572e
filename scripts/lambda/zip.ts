import { zipSync, type Zippable } from 'fflate'

/** What a file of the zip may be done with: read by all, as Lambda runs it as another user. */
const readable = 0o100_644 << 16
/** The earliest time that a zip can have, so that equal files make an equal zip; fflate reads it in the machine's time zone. */
const noTime = new Date(1980, 0, 1)
const unix = 3

/** Zips files by their names: the same bytes for the same files. */
export function zip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries = [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => [name.replaceAll('\\', '/'), [bytes, { os: unix, attrs: readable }]] as const)
  return zipSync(Object.fromEntries(entries) as unknown as Zippable, { level: 9, mtime: noTime })
}
