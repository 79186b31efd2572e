/** Of longer arrays, this many elements are looked at. */
const sampled = 32

/**
 * About how many bytes a value takes as JSON. Counted without writing it, and of long arrays from a sample: rows of one vendor
 * are much alike, and a window has tens of thousands.
 */
export function estimateSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 8
  if (!Array.isArray(value)) {
    return Object.entries(value).reduce((sum, [name, part]) => sum + name.length + 4 + estimateSize(part), 2)
  }
  const step = Math.max(1, value.length / sampled)
  let looked = 0
  let bytes = 0
  for (let index = 0; index < value.length; index += step) {
    bytes += estimateSize(value[Math.floor(index)]) + 1
    looked += 1
  }
  return 2 + (looked === 0 ? 0 : (bytes / looked) * value.length)
}
