/** Says on standard error that a simulator itself is broken, with the stack. */
export function reportBug(error: unknown): void {
  process.stderr.write(`Bug in a simulator: ${error instanceof Error ? error.stack : String(error)}\n`)
}
