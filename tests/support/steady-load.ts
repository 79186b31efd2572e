import { Agent, request, type IncomingMessage } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface LoadOptions {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string
  /** Connections that are kept open, with one request at a time on each. */
  readonly connections: number
  /** The certificate authority to trust, where the address is https. */
  readonly ca?: string
}

/** Callers that keep their connections, as a balancer does, and send the next request as soon as they have an answer. */
export interface SteadyLoad {
  /** How many requests were answered as they should. */
  answered(): number
  /** What the others got. */
  readonly failures: string[]
  /** The longest that a request took so far, in milliseconds. */
  longestMs(): number
  /** Waits until so many more are answered. */
  more(count: number): Promise<void>
  /** Sends no more, and waits for the answers that are due. */
  stop(): Promise<void>
}

/** @param perSecond at most so many requests in all; without it, as many as are answered */
export function startLoad(options: LoadOptions, perSecond = Infinity): SteadyLoad {
  const { url, headers, body, connections, ca } = options
  const isTls = url.startsWith('https:')
  const settings = { keepAlive: true, maxSockets: connections, ...(ca !== undefined && { ca }) }
  const agent = isTls ? new TlsAgent(settings) : new Agent(settings)
  const failures: string[] = []
  let answered = 0
  let longestMs = 0
  const over = new AbortController()
  let watchers: { at: number; resolve: () => void }[] = []
  const begun = performance.now()
  let sent = 0

  async function ask(): Promise<void> {
    const sentAt = performance.now()
    try {
      const call = (isTls ? tlsRequest : request)(url, { method: 'POST', agent, headers })
      call.end(body)
      const [response] = (await once(call, 'response')) as [IncomingMessage]
      const answer = await text(response)
      const isRight = response.statusCode === 200 && !answer.includes('"errors"')
      if (isRight) answered += 1
      else failures.push(`${response.statusCode} ${answer.slice(0, 200)}`)
    } catch (error) {
      failures.push(String(error))
    }
    longestMs = Math.max(longestMs, performance.now() - sentAt)
    const isReached = ({ at }: { at: number }) => answered >= at || failures.length > 0
    watchers.filter(isReached).forEach(({ resolve }) => resolve())
    watchers = watchers.filter((watcher) => !isReached(watcher))
  }

  async function caller(): Promise<void> {
    while (!over.signal.aborted) {
      const dueMs = begun + (sent / perSecond) * 1_000 - performance.now()
      sent += 1
      if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs))
      await ask()
    }
  }
  const callers = Array.from({ length: connections }, caller)

  return {
    answered: () => answered,
    failures,
    longestMs: () => longestMs,
    more: (count) => new Promise((resolve) => watchers.push({ at: answered + count, resolve })),
    async stop() {
      over.abort()
      await Promise.all(callers)
      agent.destroy()
    },
  }
}
