import { setTimeout as sleep } from 'node:timers/promises'
import { startProgram, type Program } from '../program.ts'

/** A gateway in a process of its own that always comes back on the same port, over the same database. */
export interface Replica {
  readonly url: string
  /** `kill -9`, and a new process; resolves when that one answers. */
  kill(): Promise<void>
  /** All that its processes wrote so far. */
  output(): string
  close(): Promise<void>
}

/** @throws Error when the program ends before it listens */
export async function startReplica(environment: Record<string, string>): Promise<Replica> {
  let before = ''
  let port = '0'
  let program = await start()

  async function start(): Promise<Program> {
    const started = startProgram(['--import', './scripts/preload.mjs', 'tests/support/fire/gateway.ts'], {
      ...environment,
      PORT: port,
    })
    const [, listening = '0'] = await started.printed(/"listening":(\d+)/)
    port = listening
    return started
  }
  const outputOf = ({ output, errors }: Program) => output() + errors()

  return {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    async kill() {
      await program.kill()
      before += outputOf(program)
      await sleep(10)
      program = await start()
    },
    output: () => before + outputOf(program),
    close: () => program.kill(),
  }
}
