import { Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { session } from '../graphql/session.ts'
import { createPart } from '../parts/part.ts'
import { PartBoundary } from '../parts/part-boundary.tsx'

const chat = createPart(async () => (await import('../chat/chat.tsx')).Chat, { isExtra: true })

/** How long the page may stay busy before the chat comes all the same, in milliseconds. */
const patienceMs = 4_000

/** The chat, once the gateway knows us and the page has drawn its first answer: nothing waits for it. */
export function ChatWhenIdle({ pathname }: { pathname: string }) {
  const isSignedIn = useSyncExternalStore(session.subscribe, session.get) !== 'unknown'
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    if (!isSignedIn) return undefined
    // Not every browser can tell that it is idle.
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(() => setIdle(true), 1_000)
      return () => clearTimeout(timer)
    }
    const handle = requestIdleCallback(() => setIdle(true), { timeout: patienceMs })
    return () => cancelIdleCallback(handle)
  }, [isSignedIn])
  if (!isIdle) return null
  return (
    <PartBoundary>
      <Suspense>
        <chat.Component pathname={pathname} />
      </Suspense>
    </PartBoundary>
  )
}
