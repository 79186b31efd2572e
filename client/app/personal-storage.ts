/*
 * Personal data in this browser's storage: drafts. It survives an expired session, so that it is there after signing in
 * again. Signing out removes it, and so does signing in as another user.
 */

export const draftPrefix = 'switchboard:change-draft:'

/** The storage key of a user's data, which starts with the user's id. */
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
