/** Draws that are the same for the same seed. */
export interface Random {
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number
  /** True this often, from 0 to 1. */
  chance(share: number): boolean
  pick<T>(values: readonly T[]): T
  /** The same values in another order. */
  shuffle<T>(values: readonly T[]): T[]
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    chance: (share) => next() < share,
    pick: (values) => {
      if (values.length === 0) throw new Error('there is nothing to pick from')
      return values[below(values.length)]!
    },
    shuffle: (values) => {
      const order = values.map((value) => ({ value, place: next() }))
      return order.sort((a, b) => a.place - b.place).map(({ value }) => value)
    },
  }
}
