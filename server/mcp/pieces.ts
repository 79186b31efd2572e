import type { AnyToolDefinition } from './define-tool.ts'
import type { Kept, Shrinkable } from './fit.ts'
import { endWithin } from './shorten.ts'
import type { Arguments } from './tool.ts'

type Value = readonly unknown[] | string

/** A list or a text of a result, of which a part may be shown. */
interface Piece {
  readonly name: string
  readonly value: Value
  /** Rows or characters before what is shown. */
  readonly skipped: number
  /** Rows or characters to show, if there is room. */
  readonly wanted: number
}

/** The lists and texts of a result that are wanted: all of them, or the argument `part` after `skip`. */
export class Pieces {
  private readonly pieces: readonly Piece[]
  /** Those that could not be read, or do not exist. */
  private readonly nulls: readonly string[]

  /** @param content all parts of the result */
  constructor({ pieces = {} }: AnyToolDefinition, content: Readonly<Record<string, unknown>>, input: Arguments) {
    const { part, skip = 0 } = input as { readonly part?: string; readonly skip?: number }
    const wanted = Object.entries(pieces).filter(([name]) => part === undefined || part === name)
    this.nulls = wanted.flatMap(([name]) => (content[name] === null ? [name] : []))
    this.pieces = wanted.flatMap(([name, usual]) => {
      const value = content[name] as Value | null
      if (value === null) return []
      const skipped = part === undefined ? 0 : startAt(value, skip)
      const left = value.length - skipped
      return [{ name, value, skipped, wanted: part === undefined ? Math.min(left, usual) : left }]
    })
  }

  get shrinkable(): readonly Shrinkable[] {
    return this.pieces.map(({ name, value, skipped, wanted }) => ({
      name,
      size: wanted,
      bytes: Buffer.byteLength(JSON.stringify(value.slice(skipped, skipped + wanted))),
    }))
  }

  /** What is shown of each. */
  shown(kept: Kept): Record<string, Value | null> {
    const shown = this.pieces.map((piece) => [piece.name, piece.value.slice(piece.skipped, endOf(piece, kept))])
    return Object.fromEntries([...this.nulls.map((name) => [name, null]), ...shown]) as Record<string, Value | null>
  }

  /** How to get what is not shown. */
  more(kept: Kept, tool: string): string[] {
    return this.pieces.flatMap((piece) => {
      const { name, value } = piece
      const end = endOf(piece, kept)
      const left = value.length - end
      if (left <= 0) return []
      const unit = typeof value === 'string' ? 'character' : 'row'
      const units = `${left} more ${unit}${left === 1 ? '' : 's'}`
      return [`${name}: ${units}; call ${tool} with the same arguments and part: "${name}", skip: ${end}.`]
    })
  }
}

/** Where to begin: never within a character. */
function startAt(value: Value, skip: number): number {
  const start = Math.min(skip, value.length)
  return typeof value === 'string' ? endWithin(value, start) : start
}

function endOf({ name, value, skipped }: Piece, kept: Kept): number {
  const size = kept[name] ?? 0
  if (typeof value !== 'string') return skipped + size
  if (size === 0) return skipped
  // One character at least: else there would be no end to it.
  const [first = ''] = value.slice(skipped, skipped + 2)
  return skipped + Math.max(endWithin(value.slice(skipped), size), first.length)
}
