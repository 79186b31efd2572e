import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** The encodings that answers go out in, the better one first. */
export type ContentEncoding = 'br' | 'gzip'
const encodings: readonly ContentEncoding[] = ['br', 'gzip']

/** Below this many bytes an answer is in one packet anyway. */
export const leastBytes = 1_000

/**
 * The encoding that a caller likes best (RFC 9110, 12.5.3), of equals the better one; null: none that we have, or rather
 * none at all. A caller that says nothing gets none.
 */
export function chooseEncoding(header: string | undefined): ContentEncoding | null {
  const wishes = readWishes(header ?? '')
  const others = wishes.get('*') ?? 0
  const weightOf = (name: string) => wishes.get(name) ?? others
  const plain = wishes.get('identity') ?? 0
  const best = encodings.reduce((a, b) => (weightOf(b) > weightOf(a) ? b : a))
  return weightOf(best) > 0 && weightOf(best) >= plain ? best : null
}

/** By name: the weight, from 0 (not at all) to 1. */
function readWishes(header: string): ReadonlyMap<string, number> {
  const wishes = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim())
    if (name === '') continue
    const weight = parameters.find((parameter) => parameter.startsWith('q='))
    const value = weight === undefined ? 1 : Number(weight.slice(2))
    // `x-gzip` is the same by an old name (RFC 9110, 8.4.1.3).
    wishes.set(name === 'x-gzip' ? 'gzip' : name, value >= 0 && value <= 1 ? value : 0)
  }
  return wishes
}

export type CompressionEffort = 'fast' | 'thorough'

/** Thorough is for what is compressed once and sent often: nearly as small as it gets, in a tenth of the time. */
const brotliQuality = { fast: 4, thorough: 9 } as const
const gzipLevel = { fast: 5, thorough: 9 } as const

const brotli = promisify(brotliCompress)
const deflate = promisify<Buffer, { level: number }, Buffer>(gzip)

/** Compresses on a thread of its own, so that no other caller waits for it. */
export function compress(body: Buffer, encoding: ContentEncoding, effort: CompressionEffort): Promise<Buffer> {
  if (encoding === 'gzip') return deflate(body, { level: gzipLevel[effort] })
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality[effort],
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  }
  return brotli(body, { params })
}
