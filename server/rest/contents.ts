import type { Answer, StoredAnswer } from '../operations/answer.ts'
import type { Endpoint, Input } from './endpoint.ts'
import type { Failure } from './failure.ts'
import { outcomeOf, type GraphAnswer } from './outcome.ts'
import { writeContent, type Content } from './send.ts'

/** What an endpoint answers, as it is sent. */
export type Contents = (endpoint: Endpoint, answer: Answer, input: Input) => Content | Failure

/** Maps answers; that of a stored response once. */
export function createContents(): Contents {
  const known = new WeakMap<StoredAnswer, Map<string, Content>>()

  return (endpoint, { body, stored }, input) => {
    // Other parameters may show other parts of the same answer.
    const question = `${endpoint.path} ${JSON.stringify(input.query)}`
    const kept = stored && known.get(stored)?.get(question)
    if (kept) return kept
    const outcome = outcomeOf(endpoint, JSON.parse(String(body)) as GraphAnswer, input)
    if ('failure' in outcome) return outcome.failure
    const content = writeContent(outcome.success, endpoint.method === 'GET')
    if (!stored) return content
    const contents = known.get(stored) ?? new Map<string, Content>()
    known.set(stored, contents.set(question, content))
    return content
  }
}
