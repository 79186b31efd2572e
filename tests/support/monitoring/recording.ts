/** One line of `/metrics`. */
export interface Sample {
  readonly name: string
  /** As written, such as `vendor="HUBSPOT",entity="deals"`; empty if there are none. */
  readonly labels: string
  readonly value: number
}

/** Reads what a gateway answers at `/metrics`. */
export function parseMetrics(text: string): Sample[] {
  return [...text.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/gm)].map(
    ([, name = '', labels = '', value = '']) => ({
      name,
      labels,
      value: readValue(value),
    }),
  )
}

const odd: Readonly<Record<string, number>> = { '+Inf': Infinity, '-Inf': -Infinity, Nan: NaN }
const readValue = (text: string) => odd[text] ?? Number(text)

/** What a Prometheus would have of some gateways: a sample of every series for each minute. */
export interface Recording {
  /** How many minutes are recorded. */
  readonly minutes: number
  /**
   * Records a minute in which each of the instances answered so at `/metrics`; null: it did not answer. One that is not named
   * is not scraped yet.
   */
  add(scrapes: Readonly<Record<string, string | null>>): void
  /** Every series with its values, as `promtool test rules` takes them. */
  series(): readonly { readonly series: string; readonly values: string }[]
}

const job = 'msp-graph'

export function createRecording(): Recording {
  const values = new Map<string, string[]>()
  let minutes = 0

  function put(series: string, value: string): void {
    const known = values.get(series) ?? []
    values.set(series, known)
    // What was not there before has no samples, as in Prometheus.
    while (known.length < minutes) known.push('_')
    known.push(value)
  }

  return {
    get minutes() {
      return minutes
    },
    add(scrapes) {
      for (const [instance, text] of Object.entries(scrapes)) {
        const target = `job="${job}",instance="${instance}"`
        put(`up{${target}}`, text === null ? '0' : '1')
        for (const { name, labels, value } of parseMetrics(text ?? '')) {
          put(`${name}{${labels === '' ? '' : `${labels},`}${target}}`, writeValue(value))
        }
      }
      minutes += 1
    },
    series: () =>
      [...values].map(([series, known]) => {
        const rest = Array.from({ length: minutes - known.length }, () => '_')
        // Scraped and gone is stale at once; not just without a sample.
        return { series, values: withStaleness([...known, ...rest]).join(' ') }
      }),
  }
}

const writeValue = (value: number) =>
  Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? 'Inf' : '-Inf'

/** Marks the first sample that is missing after one that was there. */
const withStaleness = (values: readonly string[]) =>
  values.map((value, index) => (value === '_' && index > 0 && values[index - 1] !== '_' ? 'stale' : value))
