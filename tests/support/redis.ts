import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { onFreePort, runSupervised } from './supervised/run-supervised.ts'

/** A Redis of one's own, on a free port of 127.0.0.1. */
export interface Redis {
  readonly url: string
  close(): Promise<void>
}

/**
 * The machine's Redis server; null where it has none. npm brings none: what needs one is skipped then, in words. Not in CI,
 * where it is a failure.
 *
 * @throws Error in CI, where there is none
 */
export function findRedisServer(environment: Readonly<Record<string, string | undefined>>): string | null {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const found = folders.map((folder) => join(folder, 'redis-server')).find((file) => existsSync(file))
  if (found !== undefined) return found
  const missing = 'There is no redis-server on the PATH (Debian: apt-get install redis-server)'
  if (isOn(environment['CI'])) throw new Error(`${missing}: in CI the tests of the Redis store have to run.`)
  process.stderr.write(`${missing}: the tests of the Redis store are skipped.\n`)
  return null
}

const isOn = (value: string | undefined) => value !== undefined && !['', '0', 'false'].includes(value)

/** @throws Error with its own words when it does not start */
export async function startRedis(redisServer: string): Promise<Redis> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-redis-'))
  const { port, server } = await onFreePort(async (port) => ({
    port,
    server: await runSupervised({
      command: redisServer,
      arguments: ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'],
      readyText: 'Ready to accept connections',
      folder,
      account: null,
    }),
  }))
  return {
    url: `redis://127.0.0.1:${port}`,
    async close() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
