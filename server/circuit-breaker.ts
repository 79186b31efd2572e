import { beginUnderWay } from './under-way.ts'

export interface CircuitBreakerOptions {
  /** Command timeout, in milliseconds. */
  readonly limitMs: number
  /** Health check, with a command that is always quick; rejects on failure. */
  readonly probe: () => Promise<void>
  /** Timeout of a probe, in milliseconds. */
  readonly probeLimitMs: number
  /** Interval of probes while the breaker is open, in milliseconds; the first runs after a fifth of it. */
  readonly probeEveryMs: number
  /**
   * A command that takes this long, in milliseconds, triggers a probe: if the probe fails the breaker opens, otherwise
   * the command may take up to its timeout. If unset, only the timeout applies.
   */
  readonly suspectAfterMs?: number
  /** Called once per state change, with the reason for opening. */
  readonly onChange?: (isOpen: boolean, reason: unknown) => void
}

/** The command timed out. Its outcome is unknown. */
export class TimeLimitError extends Error {
  override name = 'TimeLimitError'
}

/** The breaker is open: the command was not sent. `cause` is what opened it. */
export class CircuitOpenError extends Error {
  override name = 'CircuitOpenError'

  constructor(cause: unknown) {
    super('It did not answer a moment ago and is not asked until it does again.', { cause })
  }
}

/** Exists while the breaker is open. */
interface Outage {
  readonly reason: unknown
}

/** Keeps requests from waiting for an unresponsive cache or database. */
export interface CircuitBreaker {
  readonly isOpen: boolean
  /**
   * Runs a command with a timeout.
   *
   * @throws CircuitOpenError if it is open, immediately or after a probe that fails fast; TimeLimitError; for an
   * in-flight command, what opened the breaker
   */
  run<T>(command: () => Promise<T>): Promise<T>
  /** The same; a failure opens the breaker. @returns null for a command that failed, or was not sent */
  ask<T>(command: () => Promise<T>): Promise<{ readonly answer: T } | null>
  /** Opens the breaker and fails in-flight commands. */
  open(reason: unknown): void
  /** Probes now, and opens the breaker if the probe fails. */
  suspect(reason: unknown): Promise<void>
  /** Stops probing. */
  close(): void
}

/**
 * A circuit breaker with a timeout and a background probe. The breakers of existing libraries use a client's request as
 * the trial, which then waits for the full timeout, again and again throughout an outage; here no request is ever the
 * trial.
 */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { limitMs, probe, probeLimitMs, probeEveryMs, suspectAfterMs, onChange } = options
  const commands = createTimedCommands(limitMs, suspectAfterMs, suspect)
  let isClosed = false
  let nextProbe: NodeJS.Timeout | undefined
  let opened: Outage | null = null
  const probes = createProbes(probe, probeLimitMs)

  function open(reason: unknown): void {
    if (opened || isClosed) return
    const outage = { reason }
    opened = outage
    commands.cut(reason)
    onChange?.(true, reason)
    probeAfter(probeEveryMs / 5, outage)
  }

  function endOutage(outage: Outage): void {
    if (opened !== outage || isClosed) return
    opened = null
    onChange?.(false, null)
  }

  function probeAfter(waitMs: number, outage: Outage): void {
    nextProbe = setTimeout(() => {
      if (opened !== outage) return
      probes.once().then(
        () => endOutage(outage),
        () => isClosed || probeAfter(probeEveryMs, outage),
      )
    }, waitMs)
    nextProbe.unref()
  }

  async function suspect(reason: unknown): Promise<void> {
    if (opened) return
    await probes.once().catch((error: unknown) => open(reason ?? error))
  }

  /**
   * Runs a command while the breaker is open. An unresponsive backend is not tried; one that fails fast (a server that
   * is down, a wrong password) is probed first, which is cheap and detects its recovery immediately.
   */
  async function runAfter<T>(outage: Outage, command: () => Promise<T>): Promise<T> {
    if (probes.lastMs > probeLimitMs / 2) throw new CircuitOpenError(outage.reason)
    try {
      await probes.once()
    } catch {
      throw new CircuitOpenError(outage.reason)
    }
    endOutage(outage)
    return commands.run(command)
  }

  const run = <T>(command: () => Promise<T>): Promise<T> => (opened ? runAfter(opened, command) : commands.run(command))

  return {
    get isOpen() {
      return opened !== null
    },
    open,
    suspect,
    run,
    async ask(command) {
      try {
        return { answer: await run(command) }
      } catch (error) {
        open(error)
        return null
      }
    },
    close() {
      isClosed = true
      clearTimeout(nextProbe)
    },
  }
}

/** Probes, one at a time. */
function createProbes(probe: () => Promise<void>, limitMs: number) {
  let probing: Promise<void> | null = null
  const probes = {
    /** Duration of the last probe, in milliseconds. */
    lastMs: Infinity,
    /** Whether a probe succeeds: the one that is under way, or a new one. */
    once(): Promise<void> {
      if (probing) return probing
      const begun = performance.now()
      probing = within(limitMs, probe).finally(() => {
        probing = null
        probes.lastMs = performance.now() - begun
      })
      return probing
    },
  }
  return probes
}

/**
 * Runs commands with a timeout.
 *
 * @param suspect called once a command takes `suspectAfterMs`
 */
function createTimedCommands(
  limitMs: number,
  suspectAfterMs: number | undefined,
  suspect: (reason: unknown) => Promise<void>,
) {
  const underWay = new Set<(reason: unknown) => void>()
  return {
    run<T>(command: () => Promise<T>): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>()
      const limit = onceOverdue(limitMs, () => reject(new TimeLimitError(`There was no answer within ${limitMs} ms.`)))
      const doubt =
        suspectAfterMs === undefined
          ? undefined
          : onceOverdue(suspectAfterMs, () => {
              void suspect(new TimeLimitError(`There was no answer within ${suspectAfterMs} ms, nor to a probe.`))
            })
      underWay.add(reject)
      const end = beginUnderWay()
      // Async, so that a synchronous throw is a rejection too.
      void (async () => command())().then(resolve, reject)
      return promise.finally(() => {
        end()
        limit.cancel()
        doubt?.cancel()
        underWay.delete(reject)
      })
    },
    /** Fails the commands in flight. */
    cut(reason: unknown): void {
      for (const reject of underWay) reject(reason)
    },
  }
}

/** Runs `work` with a timeout in milliseconds. @throws TimeLimitError */
export function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const limit = onceOverdue(ms, () => reject(new TimeLimitError(`There was no answer within ${ms} ms.`)))
  const end = beginUnderWay()
  void work().then(resolve, reject)
  return promise.finally(() => {
    end()
    limit.cancel()
  })
}

/**
 * Runs `act` after this many milliseconds. If this process was too busy to read a response that has already arrived,
 * the timer would fire first: so let pending I/O be processed before acting.
 */
function onceOverdue(ms: number, act: () => void): { cancel: () => void } {
  let isOver = false
  const timer = setTimeout(() => {
    setImmediate(() => setImmediate(() => isOver || act()))
  }, ms)
  return {
    cancel() {
      isOver = true
      clearTimeout(timer)
    },
  }
}
