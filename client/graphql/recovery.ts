import type { ApolloClient } from '@apollo/client'
import { isOnline, onConnectivityChange } from '../connection/connectivity.ts'
import { GatewayError, onUnreachable } from './gateway-link.ts'

/** The delay between retries, in milliseconds: doubled each time, up to the maximum. */
const waits = { first: 2_000, longest: 30_000 } as const

/**
 * Refetches operations that failed because the gateway was unreachable: when the user is online again and, since that
 * is not always noticed, at intervals while a page shows such a failure. Without it a page would stay out of date
 * after a lost connection until the user retries.
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
    // Another failure is reported by the link, which calls this function again.
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
  onConnectivityChange(() => {
    if (!isOnline()) return
    wait = waits.first
    recover()
  })
}

const isUnreachable = (error: unknown) => error instanceof GatewayError && error.isUnreachable
