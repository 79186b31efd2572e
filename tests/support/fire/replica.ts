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

/**
 * @param onCrash told the last it wrote when a process ends that nobody killed
 * @throws Error when the program ends before it listens
 */
export async function startReplica(
  environment: Record<string, string>,
  onCrash: (lastWords: string) => void,
): Promise<Replica> {
  let before = ''
  let port = '0'
  const killed = new WeakSet<Program>()
  let program = await start()

  async function start(): Promise<Program> {
    const started = startProgram(['--import', './scripts/preload.mjs', 'tests/support/fire/gateway.ts'], {
      ...environment,
      PORT: port,
    })
    const [, listening = '0'] = await started.printed(/"listening":(\d+)/)
    port = listening
    void watch(started)
    return started
  }

  async function watch(started: Program): Promise<void> {
    await started.ended
    if (!killed.has(started)) onCrash(outputOf(started).slice(-2_000))
  }

  async function end(): Promise<void> {
    killed.add(program)
    await program.kill()
  }

  return {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    async kill() {
      await end()
      before += outputOf(program)
      await sleep(10)
      program = await start()
    },
    output: () => before + outputOf(program),
    close: end,
  }
}

const outputOf = ({ output, errors }: Program) => output() + errors()
