import { LRUCache } from 'lru-cache'
import type { Question, ToolCall } from './tool.ts'

/** A call that was read, with the operation's request as text. */
export interface ReadQuestion {
  readonly question: Question
  readonly text: string
  /** What responses to it are stored under. */
  readonly keys: Map<string, string>
}

/** Longer ones are read each time. */
const longestKept = 4_000

/**
 * Reads each call once: the same arguments on the same day are the same question, as long as nothing had to be asked for it,
 * which would depend on its caller.
 */
export function createKnownQuestions() {
  const known = new LRUCache<string, ReadQuestion>({ max: 1_000 })

  /** @param asks what the question depends on */
  async function readOnce(
    asks: string,
    call: ToolCall,
    read: (call: ToolCall) => Promise<ReadQuestion>,
  ): Promise<ReadQuestion> {
    const found = known.get(asks)
    if (found) return found
    let hasAsked = false
    const watched: ToolCall = {
      ...call,
      ask(operation) {
        hasAsked = true
        return call.ask(operation)
      },
    }
    const made = await read(watched)
    if (!hasAsked && asks.length + made.text.length <= longestKept) known.set(asks, made)
    return made
  }

  /** One that was read; null if it was not, or has to be read each time. */
  const find = (asks: string): ReadQuestion | null => known.get(asks) ?? null

  return { find, readOnce }
}
