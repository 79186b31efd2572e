import type { ApolloClient } from '@apollo/client'
import { GatewayError, onUnreachable } from './gateway-link.ts'

/** Between two tries, in milliseconds: doubled each time, up to the longest. */
const waits = { first: 2_000, longest: 30_000 } as const

/**
 * Asks again what failed because the gateway could not be reached: when the browser says that it is online again, and,
 * since browsers do not always know, every so often while a page shows such a failure. Without it a page that lost its
 * connection once would not be brought up to date until a button is pressed.
 */
export function startRecovery(client: ApolloClient): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait: number = waits.first

  function recover(): void {
    clearTimeout(timer)
    timer = undefined
    const failed = [...client.getObservableQueries('active')].filter(
      (query) => query.options.fetchPolicy !== 'cache-only' && isUnreachable(query.getCurrentResult().error),
    )
    // What fails again says so to the link, which leads here again.
    for (const query of failed)
      query.refetch().then(
        () => (wait = waits.first),
        () => {},
      )
  }

  onUnreachable(() => {
    if (timer !== undefined) return
    timer = setTimeout(recover, wait)
    wait = Math.min(wait * 2, waits.longest)
  })
  window.addEventListener('online', () => {
    wait = waits.first
    recover()
  })
}

const isUnreachable = (error: unknown) => error instanceof GatewayError && error.isUnreachable
