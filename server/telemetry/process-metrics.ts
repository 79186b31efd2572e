import { readFileSync } from 'node:fs'
import { collectDefaultMetrics, Gauge } from 'prom-client'
import type { Metrics } from './metrics.ts'

/** Which code runs. */
export interface Build {
  /** The commit it was built from; null: not known. */
  readonly commit: string | null
}

/**
 * Adds metrics of the process, such as memory, garbage collection and the event loop, and which code it runs: for a program
 * that is the gateway. They never end.
 */
export function addProcessMetrics({ registry }: Pick<Metrics, 'registry'>, { commit }: Build): void {
  collectDefaultMetrics({ register: registry })
  const build = new Gauge({
    name: 'gateway_build_info',
    help: 'Always 1; which version, commit (unknown if it was not set) and Node run.',
    labelNames: ['version', 'commit', 'node'],
    registers: [registry],
  })
  build.set({ version: readVersion(), commit: commit ?? 'unknown', node: process.version }, 1)
}

/** The version of the gateway, of its manifest; unknown where a bundle has none. */
export function readVersion(): string {
  try {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as object
    return 'version' in manifest ? String(manifest.version) : 'unknown'
  } catch {
    return 'unknown'
  }
}
