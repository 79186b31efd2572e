/*
 * What this browser keeps of a person: drafts. It is theirs alone. It survives an ended session, so that they find it when
 * they sign in again; signing out removes it, and so does somebody else who signs in at the same machine.
 */

export const draftPrefix = 'switchboard:change-draft:'

/** When the last sign-out in this browser was, as every tab of it can read it. */
const signOutKey = 'switchboard:signed-out-at'

const lastSignOut = (): string | null => {
  try {
    return localStorage.getItem(signOutKey)
  } catch {
    return null
  }
}

/** As it was when this page was loaded. */
const knownSignOut = lastSignOut()

/** Whether anything may be kept: no more once its person has signed out, in whichever tab. A page loaded anew may again. */
export const mayKeep = (): boolean => lastSignOut() === knownSignOut

/** Removes all that is kept of anybody, and has the other tabs keep nothing more of it. */
export function forgetAtSignOut(): void {
  try {
    localStorage.setItem(signOutKey, new Date().toISOString())
  } catch {
    // Storage that cannot be had keeps nothing of anybody.
  }
  forgetOthers(null)
}

/** The key of something that belongs to a person: their id comes first in it. */
export const personalKey = (viewerId: string, ...rest: readonly (string | number)[]): string =>
  `${draftPrefix}${JSON.stringify([viewerId, ...rest])}`

/** Removes what is kept of everybody but the person with this id; without one, of everybody. */
export function forgetOthers(viewerId: string | null): void {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(draftPrefix))) {
      if (viewerId === null || ownerOf(key) !== viewerId) localStorage.removeItem(key)
    }
  } catch {
    // Storage that cannot be had keeps nothing of anybody.
  }
}

function ownerOf(key: string): unknown {
  try {
    const parts: unknown = JSON.parse(key.slice(draftPrefix.length))
    return Array.isArray(parts) ? parts[0] : null
  } catch {
    return null
  }
}
