export interface CircuitBreakerOptions {
  /** How long a command may take, in milliseconds. */
  readonly limitMs: number
  /** Asks the other side for a sign of life, with a command that is always quick; rejects without one. */
  readonly probe: () => Promise<void>
  /** How long a probe may take, in milliseconds. */
  readonly probeLimitMs: number
  /** How often the other side is probed while the breaker is open, in milliseconds; the first time after a fifth of it. */
  readonly probeEveryMs: number
  /**
   * A command that takes this long, in milliseconds, has the other side probed: without a sign of life the breaker opens,
   * with one the command may go on to its limit. Without it only the limit counts.
   */
  readonly suspectAfterMs?: number
  /** Told once at each change, with the reason it opened. */
  readonly onChange?: (isOpen: boolean, reason: unknown) => void
}

/** The command was not answered within its limit. What became of it is unknown. */
export class TimeLimitError extends Error {
  override name = 'TimeLimitError'
}

/** The breaker is open: the command was not sent. `cause` says what opened it. */
export class CircuitOpenError extends Error {
  override name = 'CircuitOpenError'

  constructor(cause: unknown) {
    super('It did not answer a moment ago and is not asked until it does again.', { cause })
  }
}

/** While it lasts, the breaker is open. */
interface Outage {
  readonly reason: unknown
}

/** Keeps requests from waiting for a cache or database that does not answer. */
export interface CircuitBreaker {
  readonly isOpen: boolean
  /**
   * Runs a command within the limit.
   *
   * @throws CircuitOpenError while it is open, at once or after a probe that is refused at once; TimeLimitError; what opened the breaker, for a command under way
   */
  run<T>(command: () => Promise<T>): Promise<T>
  /** Opens it, and ends what is under way. */
  open(reason: unknown): void
  /** Probes the other side now, and opens the breaker unless it answers. */
  suspect(reason: unknown): Promise<void>
  /** Stops probing. */
  close(): void
}

/**
 * A circuit breaker with a time limit and a probe of its own in the background. The libraries' breakers let a caller's
 * request through as the trial, which then waits the whole limit, again and again for as long as the outage lasts; here no
 * request is ever the trial.
 */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { limitMs, probe, probeLimitMs, probeEveryMs, suspectAfterMs, onChange } = options
  const underWay = new Set<(reason: unknown) => void>()
  let isClosed = false
  let nextProbe: NodeJS.Timeout | undefined
  let opened: Outage | null = null
  let probing: Promise<void> | null = null
  /** How long the last probe took, in milliseconds. */
  let probeMs = Infinity

  /** Whether the other side gives a sign of life; one probe at a time. */
  function probeOnce(): Promise<void> {
    if (probing) return probing
    const begun = performance.now()
    probing = within(probeLimitMs, probe).finally(() => {
      probing = null
      probeMs = performance.now() - begun
    })
    return probing
  }

  function open(reason: unknown): void {
    if (opened || isClosed) return
    const outage = { reason }
    opened = outage
    for (const cut of underWay) cut(reason)
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
      probeOnce().then(
        () => endOutage(outage),
        () => isClosed || probeAfter(probeEveryMs, outage),
      )
    }, waitMs)
    nextProbe.unref()
  }

  async function suspect(reason: unknown): Promise<void> {
    if (opened) return
    await probeOnce().catch((error: unknown) => open(reason ?? error))
  }

  /**
   * Runs a command while the breaker is open. Another side that is silent is not asked; one that refuses quickly (a server that
   * is down, a wrong password) is, because that costs nothing and finds it back at once.
   */
  async function runAfter<T>(outage: Outage, command: () => Promise<T>): Promise<T> {
    if (probeMs > probeLimitMs / 2) throw new CircuitOpenError(outage.reason)
    try {
      await probeOnce()
    } catch {
      throw new CircuitOpenError(outage.reason)
    }
    endOutage(outage)
    return attempt(command)
  }

  function attempt<T>(command: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const limit = onceOverdue(limitMs, () => reject(new TimeLimitError(`There was no answer within ${limitMs} ms.`)))
    const doubt =
      suspectAfterMs === undefined
        ? undefined
        : onceOverdue(suspectAfterMs, () => {
            void suspect(new TimeLimitError(`There was no answer within ${suspectAfterMs} ms, nor to a probe.`))
          })
    underWay.add(reject)
    // An async function: what throws at once is a failure like any other.
    void (async () => command())().then(resolve, reject)
    return promise.finally(() => {
      limit.cancel()
      doubt?.cancel()
      underWay.delete(reject)
    })
  }

  return {
    get isOpen() {
      return opened !== null
    },
    open,
    suspect,
    run: (command) => (opened ? runAfter(opened, command) : attempt(command)),
    close() {
      isClosed = true
      clearTimeout(nextProbe)
    },
  }
}

/** The result of `work`, which has so many milliseconds. @throws TimeLimitError */
export function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const limit = onceOverdue(ms, () => reject(new TimeLimitError(`There was no answer within ${ms} ms.`)))
  void work().then(resolve, reject)
  return promise.finally(limit.cancel)
}

/**
 * Runs `act` after so many milliseconds. When this process itself was too busy to read an answer that is there already, the
 * timer comes first: so it lets everything that has arrived be read before it acts.
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
