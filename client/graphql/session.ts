/**
 * Whether the session is still valid. Signed out before anything was shown redirects to the sign-in page; signed out
 * later opens a dialog, so that the page stays.
 */
type SessionState = 'unknown' | 'signed-in' | 'expired' | 'read-on'

let state: SessionState = 'unknown'
let losses = 0
const listeners = new Set<() => void>()

function set(next: SessionState): void {
  if (state === next) return
  state = next
  for (const listener of listeners) listener()
}

export const session = {
  get: (): SessionState => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  /**
   * Starts a request. Its answer confirms the session or says that it is lost; neither counts if the session was lost
   * after the request was sent, since the user knows that already.
   */
  ask(): { readonly confirm: () => void; readonly lose: () => void } {
    const before = losses
    return {
      confirm() {
        if (losses === before) set('signed-in')
      },
      lose() {
        if (losses === before) lose()
      },
    }
  },
  /** The dialog was left for the page. */
  readOn(): void {
    if (state === 'expired') set('read-on')
  },
}

function lose(): void {
  losses += 1
  if (state === 'unknown') window.location.replace(signInPageAddress())
  else set('expired')
}

/**
 * Whether the session has ended, as far as is known: what asks by itself, and not because of what a person does, waits
 * then, since each refusal would open the dialog again.
 */
export const isSessionOver = (): boolean => state === 'expired' || state === 'read-on'

/** Whether the dialog says at the moment that the session has ended: then nothing else has to. */
export const isSessionAskedAbout = (): boolean => state === 'expired'

const here = () => window.location.pathname + window.location.search + window.location.hash

const signInPageAddress = () => `/sign-in?return_to=${encodeURIComponent(here())}`

/** The sign-in URL that returns to the current one. */
export const signInAddress = (): string => `/auth/login?return_to=${encodeURIComponent(here())}`

const signOutListeners = new Set<() => void>()

/** Registers a callback that runs after sign-out, before the page unloads. Returns a function that removes it. */
export function beforeSignOut(listener: () => void): () => void {
  signOutListeners.add(listener)
  return () => signOutListeners.delete(listener)
}

/** Ends the session and follows the identity provider's redirect. @throws Error when it could not be ended */
export async function signOut(): Promise<void> {
  const response = await fetch('/auth/logout', {
    method: 'POST',
    credentials: 'same-origin',
    headers: gatewayHeaders,
  })
  if (!response.ok && response.status !== 401) throw new Error(`The gateway answered ${response.status}.`)
  const answer = (await response.json().catch(() => ({}))) as { location?: string }
  for (const listener of signOutListeners) {
    try {
      listener()
    } catch {
      // A failing callback must not prevent signing out.
    }
  }
  window.location.assign(answer.location ?? '/sign-in')
}

/** CSRF protection: every request to the gateway has this header, which a form on another site cannot set. */
export const gatewayHeaders: Readonly<Record<string, string>> = { 'x-portal': '1' }
