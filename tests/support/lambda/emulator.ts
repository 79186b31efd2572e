import { startEnvironment, type Environment, type EnvironmentOptions, type Outcome } from './environment.ts'

/** A function of Lambda on this machine. */
export interface EmulatedFunction {
  /** Runs one invocation in an environment that is free, or in a new one. */
  invoke(event: unknown): Promise<Outcome>
  /** Environments that are there, oldest first. */
  readonly environments: readonly Environment[]
  /** How many were started so far. */
  readonly started: number
  /** All that they printed. */
  output(): string
  /** Ends all environments, with nothing said before: as Lambda does at any time between two invocations. */
  killAll(): Promise<void>
}

export interface FunctionOptions extends Omit<EnvironmentOptions, 'onOutput' | 'freezes'> {
  /** The function's time-out, in milliseconds. */
  readonly timeoutMs: number
  /** Whether environments are stopped between invocations; they are unless told otherwise. */
  readonly freezes?: boolean
  /** How many environments there may be; 4 unless told otherwise. Further invocations wait, in place of being refused. */
  readonly concurrency?: number
}

/** Emulates a function: its environments, each with one invocation at a time. */
export function emulateFunction(given: FunctionOptions): EmulatedFunction {
  const { timeoutMs, freezes = true, concurrency = 4, ...options } = given
  let environments: Environment[] = []
  let started = 0
  let output = ''
  const busy = new Set<Environment>()
  const waiting: (() => void)[] = []
  let underWay = 0

  async function start(): Promise<Environment> {
    started += 1
    const made = await startEnvironment({ ...options, freezes, onOutput: (text) => void (output += text) })
    environments.push(made)
    busy.add(made)
    return made
  }

  async function invoke(event: unknown): Promise<Outcome> {
    if (underWay >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve))
    underWay += 1
    try {
      return await run(event)
    } finally {
      underWay -= 1
      waiting.shift()?.()
    }
  }

  async function run(event: unknown): Promise<Outcome> {
    environments = environments.filter(({ isEnded }) => !isEnded)
    const environment = environments.find((each) => !busy.has(each)) ?? (await start())
    busy.add(environment)
    try {
      return await environment.invoke(event, timeoutMs)
    } finally {
      busy.delete(environment)
    }
  }

  return {
    invoke,
    get environments() {
      return environments
    },
    get started() {
      return started
    },
    output: () => output,
    async killAll() {
      await Promise.all(environments.splice(0).map((each) => each.kill()))
    },
  }
}

/** The event of EventBridge's scheduler. */
export const scheduleEvent = {
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '123456789012',
  time: '2026-11-28T03:00:00Z',
  region: 'eu-central-1',
  resources: ['arn:aws:scheduler:eu-central-1:123456789012:schedule/default/msp-graph'],
  detail: '{}',
}
