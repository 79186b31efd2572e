import { Gauge, type Registry } from 'prom-client'

/** A gauge whose values are calculated when they are read: what changes with time alone is never out of date. */
export interface LiveGauge<Label extends string> {
  /** From now on, the series of these labels has the value that `read` returns. */
  set(labels: Readonly<Record<Label, string>>, read: () => number): void
}

export interface LiveGaugeOptions<Label extends string> {
  readonly name: string
  readonly help: string
  readonly labelNames: readonly Label[]
  readonly registers: Registry[]
}

export function createLiveGauge<Label extends string>(options: LiveGaugeOptions<Label>): LiveGauge<Label> {
  const { labelNames } = options
  const series = new Map<string, { readonly labels: Readonly<Record<Label, string>>; readonly read: () => number }>()
  const gauge = new Gauge<Label>({
    ...options,
    collect() {
      for (const { labels, read } of series.values()) gauge.set(labels, read())
    },
  })
  return {
    set(labels, read) {
      series.set(labelNames.map((name) => labels[name]).join('\n'), { labels, read })
    },
  }
}
