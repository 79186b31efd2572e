import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino'
import { standardOutput } from './standard-output.ts'

/** What the gateway uses of pino's logger. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

export interface LoggerOptions {
  level: string
  /** Values to redact: each occurrence in a line becomes `[redacted]`. */
  secrets?: readonly string[]
  /** Fields of every line that is written where they are known, such as the trace it belongs to. */
  fields?: () => object
  /** Destination of the lines; standard output by default. */
  destination?: DestinationStream
}

/**
 * Writes JSON lines. Redacts the serialized line by value rather than by field name: a secret cannot slip through in a
 * message, a stack or an unforeseen field.
 */
export function createLogger({
  level,
  secrets = [],
  fields,
  destination = standardOutput(),
}: LoggerOptions): PinoLogger {
  // Short values would redact half of every line; no real secret is that short. Longest first: of a secret that starts
  // with another one, nothing may remain.
  const hidden = secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => spellings(secret))
    .toSorted((a, b) => b.length - a.length)
  const scrubbing: DestinationStream = {
    write(line) {
      destination.write(hidden.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), line))
    },
  }
  return pino(
    { level, base: null, timestamp: createTimestamps(), ...(fields && { mixin: fields }) },
    hidden.length > 0 ? scrubbing : destination,
  )
}

/** The time of a line as pino's own `isoTime` writes it, once for all lines of a millisecond: writing it takes longer than a line. */
function createTimestamps(): () => string {
  let last = 0
  let text = ''
  return () => {
    const now = Date.now()
    if (now !== last) text = `,"time":"${new Date(now).toISOString()}"`
    last = now
    return text
  }
}

/** The representations of a value in a log line: as is, inside a JSON string, and inside a URL. */
function spellings(secret: string): string[] {
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])]
}
