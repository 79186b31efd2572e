import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { LoadOrder, LoadOutcome } from './load-order.ts'

export interface Load {
  run(order: LoadOrder): Promise<LoadOutcome>
  close(): void
}

/** Starts the process that sends the load. */
export async function startLoad(): Promise<Load> {
  const child = fork(fileURLToPath(new URL('load.ts', import.meta.url)), [], { execArgv: [] })
  await once(child, 'message')
  return {
    async run(order) {
      const answer = once(child, 'message')
      child.send(order)
      const [outcome] = (await answer) as [LoadOutcome]
      return outcome
    },
    close: () => child.disconnect(),
  }
}
