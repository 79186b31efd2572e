import { pino, type DestinationStream } from 'pino'

/** Buffered, in bytes, before it is written within one turn of the event loop. */
const most = 8_192

let shared: DestinationStream | null = null

/**
 * Standard output for log lines. The lines of one turn of the event loop are written together, at its end: under load, a
 * system call for each line takes longer than everything else about it. What ends the process, except for a signal that
 * cannot be caught, writes what is there first.
 */
export function standardOutput(): DestinationStream {
  if (shared) return shared
  const output = pino.destination({ dest: 1, sync: true, minLength: most })
  let isToFlush = false
  const flush = () => {
    isToFlush = false
    output.flushSync()
  }
  process.on('exit', flush)
  shared = {
    write(line) {
      output.write(line)
      if (isToFlush) return
      isToFlush = true
      setImmediate(flush)
    },
  }
  return shared
}
