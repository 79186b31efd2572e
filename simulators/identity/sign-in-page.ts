import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { errors, type InteractionResults, type Provider } from 'oidc-provider'
import type { RawHandler } from '../control/handler.ts'
import type { Directory } from './directory.ts'
import { renderPeople, renderProblem } from './pages.ts'

/**
 * The provider with a sign-in page in front, at `/sign-in/<interaction>`: a list of the people of the directory.
 * Choosing one (`user=<sub>`) signs that person in at once; `cancel` aborts the sign-in.
 */
export function withSignInPage(provider: Provider, directory: Directory): RawHandler {
  const callback = provider.callback()

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    // Throws when this browser has no such sign-in in progress.
    await provider.interactionDetails(incoming, outgoing)
    if (incoming.method !== 'POST') return sendPage(outgoing, 200, renderPeople(directory.users()))
    const chosen = new URLSearchParams(await text(incoming))
    const result = resultOf(chosen, directory)
    if (result === null) return sendPage(outgoing, 400, renderProblem('There is no such user.'))
    await provider.interactionFinished(incoming, outgoing, result, { mergeWithLastSubmission: false })
  }

  return async (incoming, outgoing) => {
    if (!incoming.url?.startsWith('/sign-in/')) return callback(incoming, outgoing)
    try {
      await serve(incoming, outgoing)
    } catch (error) {
      if (!(error instanceof errors.OIDCProviderError)) throw error
      sendPage(outgoing, 400, renderProblem('This sign-in has run out. Go back to the portal and begin again.'))
    }
  }
}

function resultOf(chosen: URLSearchParams, directory: Directory): InteractionResults | null {
  if (chosen.has('cancel')) return { error: 'access_denied', error_description: 'The person did not sign in' }
  const user = directory.find(chosen.get('user') ?? '')
  return user ? { login: { accountId: user.sub } } : null
}

function sendPage(outgoing: ServerResponse, status: number, html: string): void {
  outgoing.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html)
}
