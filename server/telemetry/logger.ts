import { pino, type DestinationStream, type Logger } from 'pino'

export type { Logger } from 'pino'

export interface LoggerOptions {
  level: string
  /** Values that must never be written: each occurrence in a line becomes `[redacted]`. */
  secrets?: readonly string[]
  /** Where lines go; standard output by default. */
  destination?: DestinationStream
}

/**
 * Writes JSON lines. Redaction is the last thing that happens to a line, by value rather than by field name: a secret
 * cannot slip through in a message, a stack or a field nobody thought of.
 */
export function createLogger({ level, secrets = [], destination = pino.destination(1) }: LoggerOptions): Logger {
  // Short values would blacken half of every line; no real secret is that short.
  // The longest first: of a secret that begins with another one nothing may be left over.
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
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    hidden.length > 0 ? scrubbing : destination,
  )
}

/** A value as it can stand in a log line: as it is, inside a JSON string, and inside a URL. */
function spellings(secret: string): string[] {
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])]
}
