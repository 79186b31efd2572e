import { linkForms, type LinkForm } from './connectwise/query/link-forms.ts'

/** The settings of the simulated world, read from `SIMULATOR_*`. */
export interface SimulatorSettings {
  seed: number
  /** 1 = about 1,200 tickets of the ROC queue. */
  scale: number
  /** Epoch milliseconds at which the world starts. */
  now: number
  latencyMs: number
  limits: boolean
  /** The vendors listen on this + 1, + 2, …; 0 takes free ports. */
  portBase: number
  /** Of the simulated HubSpot: how much later its search sees changes. */
  hubspot: { searchLagMs: number }
  /** Of the simulated ConnectWise: how it spells addresses in `Link` headers. */
  connectWise: { links: LinkForm }
}

/** Settings that cannot be used; the message has one line for each bad variable. */
export class SimulatorSettingsError extends Error {
  override readonly name = 'SimulatorSettingsError'
}

interface Variable<Value> {
  /** What the message says it should be. */
  expected: string
  /** Undefined when the text is no such value. */
  read(text: string): Value | undefined
  default: Value
}

// The simulators sit on base + 1 to base + 4, and 65,535 is the last port there is.
const highestPortBase = 65_531

/**
 * Reads the `SIMULATOR_*` variables out of `environment`; an unset or empty one takes its default. The
 * default latency is the caller's, because the demo has another (150) than the tests (0). Throws
 * `SimulatorSettingsError` that names every bad variable.
 */
export function readSimulatorSettings(
  environment: Record<string, string | undefined>,
  defaults: { latencyMs: number },
): SimulatorSettings {
  const problems: string[] = []
  function read<Value>(name: string, variable: Variable<Value>): Value {
    const text = environment[name]?.trim() ?? ''
    if (text === '') return variable.default
    const value = variable.read(text)
    if (value === undefined) problems.push(`${name} must be ${variable.expected}, not "${text}"`)
    return value ?? variable.default
  }

  const settings: SimulatorSettings = {
    seed: read('SIMULATOR_SEED', { expected: 'an integer of 0 or more', read: integer(0, 2 ** 31 - 1), default: 1 }),
    scale: read('SIMULATOR_SCALE', { expected: 'a number above 0, at most 100', read: readScale, default: 1 }),
    now: read('SIMULATOR_NOW', {
      expected: 'an instant with its zone, such as 2026-11-22T14:00:00Z',
      read: readInstant,
      default: Date.now(),
    }),
    latencyMs: read('SIMULATOR_LATENCY_MS', {
      expected: 'an integer of 0 to 600000',
      read: integer(0, 600_000),
      default: defaults.latencyMs,
    }),
    limits: read('SIMULATOR_LIMITS', { expected: 'on or off', read: readSwitch, default: true }),
    portBase: read('SIMULATOR_PORT_BASE', {
      expected: `an integer of 0 to ${highestPortBase}`,
      read: integer(0, highestPortBase),
      default: 9_000,
    }),
    hubspot: {
      searchLagMs: read('SIMULATOR_SEARCH_LAG_MS', {
        expected: 'an integer of 0 to 600000',
        read: integer(0, 600_000),
        default: 0,
      }),
    },
    connectWise: {
      links: read('SIMULATOR_CW_LINKS', {
        expected: `one of: ${linkForms.join(', ')}`,
        read: (text) => linkForms.find((form) => form === text),
        default: 'same',
      }),
    },
  }
  if (problems.length > 0) throw new SimulatorSettingsError(problems.join('\n'))
  return settings
}

function integer(lowest: number, highest: number): (text: string) => number | undefined {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    return value >= lowest && value <= highest ? value : undefined
  }
}

function readScale(text: string): number | undefined {
  const value = Number(text)
  return value > 0 && value <= 100 ? value : undefined
}

function readInstant(text: string): number | undefined {
  // A date alone is midnight UTC; a time without its zone would mean another instant on every machine.
  const isUnambiguous = /^\d{4}-\d\d-\d\d(?:T.*(?:Z|[+-]\d\d:\d\d))?$/.test(text)
  const instant = Date.parse(text)
  return isUnambiguous && !Number.isNaN(instant) ? instant : undefined
}

function readSwitch(text: string): boolean | undefined {
  return text === 'on' ? true : text === 'off' ? false : undefined
}
