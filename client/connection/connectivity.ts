/*
 * Whether the gateway can be reached. The browser's own word (`navigator.onLine`) is only a hint: on a machine without
 * a network it says offline although a gateway on that machine answers. So what it says is checked by asking.
 */

/** The delay between checks while the browser says that it is offline, in milliseconds. */
const pollMs = 3_000

/** How long the gateway may take to say that it is there, in milliseconds. */
const timeoutMs = 5_000

let online = true
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/** Whether the gateway answers. A reload without it would replace the portal by the browser's error page. */
export async function isGatewayReachable(): Promise<boolean> {
  try {
    const response = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) })
    return response.ok
  } catch {
    return false
  }
}

/** Whether the user is online as far as is known: false while the browser says offline and the gateway does not answer. */
export const isOnline = (): boolean => online

/** Calls the listener on each transition of `isOnline`. @returns ends the subscription */
export function onConnectivityChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Follows the browser's `online` and `offline` events from now on. */
export function startConnectivity(): void {
  window.addEventListener('online', () => setOnline(true))
  window.addEventListener('offline', () => void check())
  if (!navigator.onLine) void check()
}

async function check(): Promise<void> {
  clearTimeout(timer)
  const isThere = await isGatewayReachable()
  clearTimeout(timer)
  // The browser's event was faster.
  if (navigator.onLine) return setOnline(true)
  setOnline(isThere)
  timer = setTimeout(() => void check(), pollMs)
}

function setOnline(next: boolean): void {
  if (next && navigator.onLine) clearTimeout(timer)
  if (next === online) return
  online = next
  for (const listener of listeners) listener()
}
