import { setMaxListeners } from 'node:events'
import { CallerGoneError } from '../operations/caller-gone-error.ts'
import type { HttpContext } from './http-context.ts'

/** Aborts when the client disconnects before the response is sent, e.g. a search superseded by the next keystroke. */
export function clientAbortSignal({ response }: HttpContext): AbortSignal {
  const clientAbort = new AbortController()
  // Every load of the document listens to it.
  setMaxListeners(0, clientAbort.signal)
  response.once('close', () => {
    if (!response.writableEnded) clientAbort.abort(new CallerGoneError('The client disconnected.'))
  })
  return clientAbort.signal
}
