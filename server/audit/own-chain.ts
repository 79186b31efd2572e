import type { Batch } from './audit-store.ts'
import { link, newChain, type ChainEnd, type LinkedRecord } from './chain.ts'
import type { Waiting } from './waiting-entries.ts'

/** A batch that is being written, or whose outcome is not known. */
export interface Unresolved {
  readonly batch: Batch
  /** As many as there are records, in the same order. */
  readonly waiting: readonly Waiting[]
}

/** The chain that this gateway writes. */
export interface OwnChain {
  /** Whether its first record is still to come. */
  readonly isNew: boolean
  /** Makes a batch of entries, to be written before there is another one. */
  append(waiting: readonly Waiting[], now: number): Unresolved
  /** The batch is on disk. */
  settle(batch: Batch): void
  /** Goes on in a new chain. */
  leave(): void
}

export interface AnchorTimes {
  /** After how many records, and after what time, an anchor is made. */
  readonly anchorRecords: number
  readonly anchorMs: number
}

/** @param isEnding whether every batch may be the last, and so gets an anchor */
export function createOwnChain({ anchorRecords, anchorMs }: AnchorTimes, isEnding: () => boolean): OwnChain {
  let end: ChainEnd | null = null
  let anchored = { position: 0, at: performance.now() }

  const isAnchorDue = (position: number) =>
    performance.now() - anchored.at >= anchorMs || position - anchored.position >= anchorRecords

  return {
    get isNew() {
      return end === null
    },
    append(waiting, now) {
      const before = end ?? newChain(now)
      const records: LinkedRecord[] = []
      let last = before
      for (const { entry } of waiting) {
        const record = link(last, entry)
        records.push(record)
        last = record
      }
      return { batch: { before, records, isAnchored: isEnding() || isAnchorDue(last.position) }, waiting }
    },
    settle({ records, isAnchored }) {
      const last = records.at(-1)
      if (!last) return
      end = { chain: last.chain, position: last.position, hash: last.hash }
      if (isAnchored) anchored = { position: last.position, at: performance.now() }
    },
    leave() {
      end = null
      anchored = { position: 0, at: performance.now() }
    },
  }
}
