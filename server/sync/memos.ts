/** Values computed once, of which a bounded number is kept. */
export interface Memos {
  compute<T>(key: string, compute: () => T): T
}

/** How many values are kept: some dozens of ranges and filters are asked for at a time. */
const maxValues = 256

/** How many elements the lists among them have together: 32 MiB. The latest value is kept whatever its length. */
const maxElements = 4_000_000

export function createMemos(): Memos {
  const values = new Map<string, unknown>()
  let elements = 0

  function forgetOldest(): void {
    // The first key is the oldest.
    const [oldest] = values
    if (!oldest) return
    values.delete(oldest[0])
    elements -= lengthOf(oldest[1])
  }

  return {
    compute<T>(key: string, compute: () => T): T {
      if (values.has(key)) return values.get(key) as T
      const value = compute()
      elements += lengthOf(value)
      while (values.size > 0 && (values.size >= maxValues || elements > maxElements)) forgetOldest()
      values.set(key, value)
      return value
    },
  }
}

const lengthOf = (value: unknown) => (Array.isArray(value) ? value.length : 0)
