/*
 * Personal data in this browser's storage: drafts. It survives an expired session, so that it is there after signing in
 * again. Signing out removes it, and so does signing in as another user.
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

/** Whether drafts may be stored: not after a sign-out in any tab, until this page is loaded again. */
export const mayStore = (): boolean => lastSignOut() === knownSignOut

/** Removes all stored drafts, and makes other tabs stop storing theirs. */
export function forgetAtSignOut(): void {
  try {
    localStorage.setItem(signOutKey, new Date().toISOString())
  } catch {
    // Unavailable storage holds no drafts.
  }
  forgetOthers(null)
}

/** The key of something that belongs to a person: their id comes first in it. */
export const personalKey = (viewerId: string, ...rest: readonly (string | number)[]): string =>
  `${draftPrefix}${JSON.stringify([viewerId, ...rest])}`

/** Removes the data of all users except the one with this id; without an id, of all users. */
export function forgetOthers(viewerId: string | null): void {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(draftPrefix))) {
      if (viewerId === null || ownerOf(key) !== viewerId) localStorage.removeItem(key)
    }
  } catch {
    // Without access to storage there is nothing to remove.
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
