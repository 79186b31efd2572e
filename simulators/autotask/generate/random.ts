import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A value and its relative weight. */
export type Weighted<T> = readonly [value: T, weight: number]

/** A stream of seeded draws. */
export interface Random {
  /** A whole number, both ends included. */
  int(from: number, to: number): number
  /** At least `from`, below `to`. */
  float(from: number, to: number): number
  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean
  pick<T>(values: readonly T[]): T
  weighted<T>(choices: readonly Weighted<T>[]): T
  /** An instant, both ends included: mostly on a whole second, one in ten with milliseconds. */
  instant(from: number, to: number): number
}

/** The stream called `name` of this seed: streams of different names are independent. */
export function createRandom(seed: number, name: string): Random {
  const generator = xoroshiro128plus(hash(`${seed}:${name}`))
  const fraction = () => (generator.next() >>> 0) / 2 ** 32
  const chance = (probability: number) => fraction() < probability
  return {
    int: (from, to) => uniformInt(generator, from, to),
    float: (from, to) => from + fraction() * (to - from),
    chance,
    pick: (values) => {
      if (values.length === 0) throw new RangeError('There is nothing to pick from')
      return values[uniformInt(generator, 0, values.length - 1)]!
    },
    weighted: (choices) => {
      let total = 0
      for (const choice of choices) total += choice[1]
      let rest = fraction() * total
      let chosen = choices[0]
      for (const choice of choices) {
        chosen = choice
        rest -= choice[1]
        if (rest < 0) break
      }
      if (chosen === undefined) throw new RangeError('There is nothing to choose from')
      return chosen[0]
    },
    instant: (from, to) => {
      const exact = Math.floor(from + fraction() * (to - from))
      const second = exact - (exact % 1_000)
      return chance(0.1) || second < from ? exact : second
    },
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193)
  return value
}
