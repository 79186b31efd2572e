import { Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { session } from '../graphql/session.ts'
import { createPart } from '../parts/part.ts'
import { PartBoundary } from '../parts/part-boundary.tsx'

const chat = createPart(async () => (await import('../chat/chat.tsx')).Chat, { isExtra: true })

/** After this time the chat loads even if the page is still busy, in milliseconds. */
const patienceMs = 4_000

/** Loads the chat after sign-in is confirmed and the page has rendered its first answer, so that it delays nothing. */
export function ChatWhenIdle({ pathname }: { pathname: string }) {
  const isSignedIn = useSyncExternalStore(session.subscribe, session.get) !== 'unknown'
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    if (!isSignedIn) return undefined
    // Not every browser has requestIdleCallback.
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(() => setIdle(true), 1_000)
      return () => clearTimeout(timer)
    }
    const handle = requestIdleCallback(() => setIdle(true), { timeout: patienceMs })
    return () => cancelIdleCallback(handle)
  }, [isSignedIn])
  if (!isIdle) return null
  return (
    <PartBoundary part={chat}>
      <Suspense>
        <chat.Component pathname={pathname} />
      </Suspense>
    </PartBoundary>
  )
}
