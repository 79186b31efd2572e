import { z } from 'zod'
import { explainOddCharacter } from './odd-character.ts'
import { list, oneOf, text } from './parsers.ts'
import type { SettingReader } from './setting-reader.ts'

/** What is told of the gateway to those who watch it. See docs/monitoring.md. */
export interface TelemetrySettings {
  /** The commit that runs, for `gateway_build_info`; null: not known. */
  readonly commit: string | null
  /** Where traces are sent; null: there are none. */
  readonly traces: TraceSettings | null
}

/** Traces, under the names that OpenTelemetry gives its settings. */
export interface TraceSettings {
  /** The collector's address for traces, by OTLP over HTTP. */
  readonly url: string
  /** Sent along, such as a key. */
  readonly headers: Readonly<Record<string, string>>
  readonly serviceName: string
  readonly sampler: Sampler
}

/** Which traces are recorded. */
export interface Sampler {
  /** Whether a caller's decision counts for its own traces. */
  readonly followsCaller: boolean
  /** The share of the others, from 0 to 1. */
  readonly ratio: number
}

const commit = text.regex(/^[0-9a-f]{7,64}$/, 'must be the hash of a commit: 7 to 64 digits and letters a to f')

const endpoint = text
  .refine((value) => {
    const url = URL.parse(value)
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  }, 'must be an http:// or https:// address without user name and password')
  .refine((value) => !/[?#]/.test(value), 'must be an address without ? and #: v1/traces is joined to it')
  .transform((value) => new URL('v1/traces', value.endsWith('/') ? value : `${value}/`).href)

/** As of a baggage header: `name=value` pairs with values percent-encoded. */
const headers = list.transform((items, context): Record<string, string> => {
  const pairs = items.map(readHeader)
  if (pairs.includes(null)) {
    const message = 'must be name=value pairs separated by commas, with values percent-encoded, such as api-key=secret'
    context.addIssue({ code: 'custom', message })
  }
  return Object.fromEntries(pairs.filter((pair) => pair !== null))
})

function readHeader(item: string): [string, string] | null {
  const [, name = '', encoded = ''] = /^([\w!#$%&'*+.^`|~-]+)\s*=\s*(.+)$/.exec(item) ?? []
  try {
    const value = decodeURIComponent(encoded)
    return name !== '' && explainOddCharacter(value) === null ? [name.toLowerCase(), value] : null
  } catch {
    return null
  }
}

const serviceName = text.regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens and underscores')

const samplers = [
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
  'always_on',
  'always_off',
  'traceidratio',
] as const

const ratioMessage = 'must be a number from 0 to 1, such as 0.1'
const ratio = z
  .string()
  .regex(/^(0|1|0?\.\d{1,9}|1\.0{1,9})$/, ratioMessage)
  .transform(Number)

function readSampler(reader: SettingReader): Sampler {
  const name = reader.optional('OTEL_TRACES_SAMPLER', oneOf(...samplers)) ?? 'parentbased_always_on'
  const share = reader.optional('OTEL_TRACES_SAMPLER_ARG', ratio) ?? 1
  const fixed = { always_on: 1, always_off: 0, traceidratio: share }
  const kind = name.replace('parentbased_', '') as keyof typeof fixed
  return { followsCaller: name.startsWith('parentbased_'), ratio: fixed[kind] }
}

export function readTelemetry(reader: SettingReader): TelemetrySettings {
  const url = reader.optional('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint)
  const isDisabled = reader.optional('OTEL_SDK_DISABLED', oneOf('true', 'false')) === 'true'
  // Read in any case: what is malformed is told before it is used.
  const rest = {
    headers: reader.optional('OTEL_EXPORTER_OTLP_HEADERS', headers) ?? {},
    serviceName: reader.optional('OTEL_SERVICE_NAME', serviceName) ?? 'msp-graph',
    sampler: readSampler(reader),
  }
  return {
    commit: reader.optional('BUILD_COMMIT', commit) ?? null,
    traces: url === undefined || isDisabled ? null : { url, ...rest },
  }
}
