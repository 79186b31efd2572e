import { cpus, totalmem } from 'node:os'
import type { Bar } from '../bars.ts'
import type { ExpiredPages } from './measure-expired.ts'
import type { Starts } from './measure-start.ts'
import type { Unseen } from './measure-unseen.ts'
import type { Measured } from './measure-workload.ts'
import type { WorkloadName } from './workloads.ts'

/** What a server did with one workload. */
export interface WorkloadResult {
  readonly name: WorkloadName
  readonly title: string
  /** Of the gateway's answer; the mean where there are several. */
  readonly answerBytes: number
  readonly servers: readonly Measured[]
}

export interface MemoryResult {
  readonly name: string
  readonly recordsMebibytes: number
  readonly peakMebibytes: number
}

/** Everything that the bench has measured, as it is written to the JSON file. */
export interface Results {
  /** `2026-11-22`. */
  readonly date: string
  readonly machine: string
  readonly workloads: readonly WorkloadResult[]
  readonly unseen: readonly Unseen[]
  readonly expired: ExpiredPages
  readonly starts: Starts
  readonly memory: readonly MemoryResult[]
  readonly bars: readonly Bar[]
}

/** The processor, the memory and Node's version, in words. */
export function describeMachine(): string {
  const [first] = cpus()
  const gibibytes = Math.round(totalmem() / 2 ** 30)
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} processors, ${gibibytes} GiB, Node ${process.versions.node}`
}
