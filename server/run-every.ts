/**
 * Runs every step, one after the other, also after one that fails: for releasing resources.
 *
 * @throws the first error, once all are over
 */
export async function runEvery(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = []
  for (const step of steps) await step().catch((error: unknown) => errors.push(error))
  if (errors.length > 0) throw errors[0]
}
