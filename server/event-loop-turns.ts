const waiting: (() => void)[] = []

function serve(): void {
  waiting.shift()?.()
  // Within its own callback, the next one is for the next turn.
  if (waiting.length > 0) setImmediate(serve)
}

/**
 * Resolves in a later turn of the event loop: between steps of long work, so that it does not hold up other requests. One
 * caller per turn, first come first served. With `setImmediate` alone, the steps of all the work that goes on would follow
 * each other within one turn.
 */
export function nextTurn(): Promise<void> {
  if (waiting.length === 0) setImmediate(serve)
  return new Promise((resolve) => waiting.push(resolve))
}
