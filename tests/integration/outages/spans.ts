import { setTimeout as sleep } from 'node:timers/promises'

/** When something was asked and when its last byte was there, in milliseconds of one clock. */
export interface Span {
  readonly begun: number
  readonly ended: number
}

export interface Timed<T> extends Span {
  readonly value: T
}

export async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const begun = performance.now()
  const value = await work()
  return { value, begun, ended: performance.now() }
}

export interface Load<T> {
  /** Settles when everything has been asked and answered twice. */
  readonly underWay: Promise<void>
  /** Ends it and gives all answers. */
  stop(): Promise<T[]>
}

/** Asks again when it is answered, with a short rest between, until told to stop. */
export function keepAsking<T>(ask: () => Promise<T[]>): Load<T> {
  const end = new AbortController()
  const all: T[] = []
  const round = async () => {
    all.push(...(await ask()))
    // The gateway works in this process too: its own work is what is to be measured.
    await sleep(20)
  }
  const underWay = round().then(round)
  const ended = (async () => {
    await underWay
    while (!end.signal.aborted) await round()
  })()
  ended.catch(() => undefined)
  return {
    underWay,
    async stop() {
      end.abort()
      await ended
      return all
    },
  }
}

/** An outage, on the same clock. */
export interface Outage {
  readonly from: number
  readonly to: number
}

/** What was under way when it began, or was asked while it lasted. */
export const during = <T extends Span>(spans: readonly T[], { from, to }: Outage) =>
  spans.filter(({ begun, ended }) => ended > from && begun < to)

export interface Longest {
  /** How busy the machine is: the same, asked when all was well. */
  readonly before: number
  readonly during: number
}

/** The longest answer before an outage and while it lasted, in milliseconds. @throws Error when there were none to compare */
export function longestOf(spans: readonly Span[], outage: Outage): Longest {
  return {
    before: longestMs(spans.filter(({ ended }) => ended <= outage.from)),
    during: longestMs(during(spans, outage)),
  }
}

function longestMs(spans: readonly Span[]): number {
  if (spans.length === 0) throw new Error('Nothing was answered then.')
  return Math.max(...spans.map(({ begun, ended }) => ended - begun))
}

/** Prints what was measured where SHOW_FIGURES asks for it. */
export function showFigures(figures: Readonly<Record<string, number | Longest>>): void {
  if (process.env['SHOW_FIGURES'] === undefined) return
  const shown = Object.entries(figures).map(([name, value]) =>
    typeof value === 'number'
      ? `${name} ${Math.round(value)}`
      : `${name} ${Math.round(value.during)} (before ${Math.round(value.before)})`,
  )
  process.stdout.write(`${shown.join(', ')}\n`)
}
