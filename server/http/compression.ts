import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { memoize } from '../memoize.ts'

/** Supported response encodings, best first. */
export type ContentEncoding = 'br' | 'gzip'
const encodings: readonly ContentEncoding[] = ['br', 'gzip']

/** Smaller responses fit in one packet anyway. */
export const leastBytes = 1_000

/**
 * Negotiates the encoding (RFC 9110, 12.5.3); prefers the better one among equals. Null: none is acceptable, or
 * identity is preferred. Clients without the header get identity.
 */
export function chooseEncoding(header: string | undefined): ContentEncoding | null {
  if (header === undefined) return null
  return header.length <= usualLength ? chooseKnown(header) : choose(header)
}

/** Clients send the same few headers again and again. */
const usualLength = 100
const chooseKnown = memoize(choose, 100)

function choose(header: string): ContentEncoding | null {
  const wishes = readWishes(header)
  const others = wishes.get('*') ?? 0
  const weightOf = (name: string) => wishes.get(name) ?? others
  const plain = wishes.get('identity') ?? 0
  const best = encodings.reduce((a, b) => (weightOf(b) > weightOf(a) ? b : a))
  return weightOf(best) > 0 && weightOf(best) >= plain ? best : null
}

/** Weights by encoding name, from 0 (not acceptable) to 1. */
function readWishes(header: string): ReadonlyMap<string, number> {
  const wishes = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim())
    if (name === '') continue
    const weight = parameters.find((parameter) => parameter.startsWith('q='))
    const value = weight === undefined ? 1 : Number(weight.slice(2))
    // `x-gzip` is an alias of gzip (RFC 9110, 8.4.1.3).
    wishes.set(name === 'x-gzip' ? 'gzip' : name, value >= 0 && value <= 1 ? value : 0)
  }
  return wishes
}

export type CompressionEffort = 'fast' | 'thorough'

/** Thorough is for files compressed once and sent often: nearly the smallest size, in a tenth of the time. */
const brotliQuality = { fast: 4, thorough: 9 } as const
const gzipLevel = { fast: 5, thorough: 9 } as const

const brotli = promisify(brotliCompress)
const deflate = promisify<Buffer, { level: number }, Buffer>(gzip)

/** Compresses on the thread pool, so that other requests are not blocked. */
export function compress(body: Buffer, encoding: ContentEncoding, effort: CompressionEffort): Promise<Buffer> {
  if (encoding === 'gzip') return deflate(body, { level: gzipLevel[effort] })
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality[effort],
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  }
  return brotli(body, { params })
}
