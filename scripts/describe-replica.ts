import type { StoredReplica } from '../server/sync/stored-replicas.ts'
import { progressOf } from '../server/sync/sync-state.ts'
import type { Slice } from '../server/sync/source.ts'

/** What the description of a stored replica depends on besides it. */
export interface DescribeOptions {
  /** Epoch milliseconds. */
  readonly now: number
  /** The slices of the replica; null if this version does not know its format. */
  readonly slices: readonly Slice[] | null
  /** Whether gateways with these settings use it, or one of the same account in another format. */
  readonly belongsTo: 'us' | 'another format' | 'another account'
}

const notes = {
  us: '',
  'another format': ' (of another version or SYNC_MONTHS: deleted once it was not used for seven days)',
  'another account': ' (not the account and queue of these settings)',
}

/** Describes a stored replica for an operator, in lines. */
export function describeReplica(replica: StoredReplica, { now, slices, belongsTo }: DescribeOptions): string {
  const { account, state, collections, leasedUntil, usedAt } = replica
  const isLeased = leasedUntil !== null && leasedUntil > now
  const bytes = collections.reduce((sum, own) => sum + own.bytes, 0)
  const lines = [
    `${account}${notes[belongsTo]}`,
    `  First load:   ${describeLoad(replica, slices)}`,
    `  Last delta:   ${state === null ? 'none' : describeInstant(state.asOf, now)}`,
    `  Being read:   ${isLeased ? `yes, a gateway holds the lease until ${iso(leasedUntil)}` : 'no, the lease is free'}`,
    `  Last in use:  ${describeInstant(usedAt, now)}, to the hour`,
    `  Stored size:  ${describeBytes(bytes)}`,
    ...collections.map(({ key, records, bytes: size }) => {
      const changedAt = state?.changedAt[key]
      const changed = changedAt === undefined ? 'never changed' : `last changed ${describeInstant(changedAt, now)}`
      return `  ${`${wordsOf(key)}:`.padEnd(14)}${count(records, 'record')}, ${describeBytes(size)}, ${changed}`
    }),
  ]
  return lines.join('\n')
}

function describeLoad({ state }: StoredReplica, slices: readonly Slice[] | null): string {
  if (state === null) return 'not begun'
  if (slices === null) return 'stored by another version'
  const progress = progressOf(state, slices)
  return progress === 1 ? 'complete' : `${Math.floor(progress * 100)} %`
}

/** Such as `2026-11-26T21:50:07Z (12 s ago)`. */
function describeInstant(at: number, now: number): string {
  return `${iso(at)} (${describeAge(now - at)})`
}

function describeAge(ms: number): string {
  if (ms < 0) return 'in the future'
  const seconds = Math.floor(ms / 1_000)
  if (seconds < 120) return `${seconds} s ago`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 120) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`
}

function describeBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB']
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1_024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}

/** Such as `1,234 records`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`
}

/** `timeEntries` as `Time entries`. */
function wordsOf(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const iso = (instant: number) => new Date(instant).toISOString().replace(/\.\d+/, '')
