import type { SharedBackend } from './shared-backend.ts'

type Read = SharedBackend['read']

interface Waiting {
  readonly keys: readonly string[]
  readonly known: readonly (string | undefined)[]
  readonly resolve: (found: Awaited<ReturnType<Read>>) => void
  readonly reject: (error: unknown) => void
}

/** Merges reads that begin in one turn of the event loop into one: a page reads a dozen values at the same time. */
export function mergeReads(read: Read): Read {
  let waiting: Waiting[] = []

  async function send(): Promise<void> {
    const merged = waiting
    waiting = []
    try {
      const keys = merged.flatMap((one) => one.keys)
      const known = merged.flatMap((one) => one.known)
      const found = await read(keys, known)
      let from = 0
      for (const { keys: own, resolve } of merged) resolve(found.slice(from, (from += own.length)))
    } catch (error) {
      for (const { reject } of merged) reject(error)
    }
  }

  return (keys, known) => {
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<Read>>>()
    waiting.push({ keys, known, resolve, reject })
    if (waiting.length === 1) setImmediate(() => void send())
    return promise
  }
}
