import { hash, randomBytes } from 'node:crypto'
import type { AuditEntry } from './audit-entry.ts'

/** A place in a chain, and what comes before it: 0 and empty before the first record. */
export interface ChainEnd {
  readonly chain: string
  readonly position: number
  readonly hash: string
}

/** An entry with its place in a chain. */
export interface LinkedRecord {
  readonly chain: string
  /** From 1. */
  readonly position: number
  /** The entry as JSON: what is hashed, letter by letter. */
  readonly content: string
  /** Hash of the record before it; empty for the first. */
  readonly previous: string
  readonly hash: string
  readonly entry: AuditEntry
}

/** A chain for one run of one gateway: starts with when it began, so that chains sort by age. */
export function newChain(now: number): ChainEnd {
  const begun = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return { chain: `${begun}-${randomBytes(6).toString('hex')}`, position: 0, hash: '' }
}

/** SHA-256, in hex, over place, content and the record before. */
export function hashRecord({ chain, position, content, previous }: Omit<LinkedRecord, 'hash' | 'entry'>): string {
  return hash('sha256', `${chain}\n${position}\n${previous}\n${content}`)
}

/** Id of a record. */
export const idOf = ({ chain, position }: Pick<ChainEnd, 'chain' | 'position'>): string => `${chain}:${position}`

/** Appends an entry to a chain. */
export function link(before: ChainEnd, entry: AuditEntry): LinkedRecord {
  const { chain } = before
  const unhashed = { chain, position: before.position + 1, content: JSON.stringify(entry), previous: before.hash }
  return { ...unhashed, hash: hashRecord(unhashed), entry }
}

/** The entry of a record's content; null if it is none. */
export function readContent(content: string): AuditEntry | null {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null ? (value as AuditEntry) : null
  } catch {
    return null
  }
}
