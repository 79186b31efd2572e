import { median } from '../bars.ts'
import { toBody, unseenOperation } from './documents.ts'
import type { Load } from './run-load.ts'
import type { Target } from './targets.ts'

const rounds = Number(process.env['PEERS_ROUNDS'] ?? 3)
const seconds = Number(process.env['PEERS_SECONDS'] ?? 3)

export interface Unseen {
  readonly name: string
  readonly requestsPerSecond: number
}

/** Requests per second where each is a document that no server has seen before. */
export async function measureUnseen(
  load: Load,
  targets: readonly Target[],
  people: readonly string[],
): Promise<Unseen[]> {
  const bodies = [toBody(unseenOperation)]
  const found = new Map<string, number[]>(targets.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const { name, server } of targets) {
      const outcome = await load.run({ url: server.url, seconds, people, bodies, isNumbered: true })
      if (outcome.failures > 0) throw new Error(`${name}: ${outcome.failures} documents failed.`)
      found.get(name)?.push(outcome.requestsPerSecond)
    }
  }
  return [...found].map(([name, all]) => ({ name, requestsPerSecond: median(all) }))
}
