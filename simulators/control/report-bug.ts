/** Reports a bug of a simulator on standard error, with the stack. */
export function reportBug(error: unknown): void {
  process.stderr.write(`Bug in a simulator: ${error instanceof Error ? error.stack : String(error)}\n`)
}
