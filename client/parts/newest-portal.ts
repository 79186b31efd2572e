/*
 * A file of this portal that is gone usually means that a newer portal has been put in place: loading the page brings the
 * new names. Once for each version and no more: with two gateways of different versions behind one address, or a file
 * that is blocked, every load would find the file missing again.
 */

const storageKey = 'reloaded-for'

/** Which portal runs: its entry carries a hash of everything that it is made of. */
const versionOf = (): string => document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? ''

/** Versions this tab was reloaded for, from the tab's storage and, where that is blocked, from the history entry. */
function readVersions(): string[] {
  const state = window.history.state as { reloadedFor?: unknown } | null
  const inHistory = Array.isArray(state?.reloadedFor) ? state.reloadedFor : []
  return [...readStorage(), ...inHistory].filter((version): version is string => typeof version === 'string')
}

function readStorage(): unknown[] {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch {
    return []
  }
}

/** @returns whether it is written down somewhere that a reload can read */
function writeVersions(versions: readonly string[]): boolean {
  let isKept = false
  try {
    window.sessionStorage.setItem(storageKey, JSON.stringify(versions))
    isKept = true
  } catch {
    // Storage is switched off: the history entry outlives a reload too.
  }
  try {
    window.history.replaceState({ ...window.history.state, reloadedFor: versions }, '')
    isKept = true
  } catch {
    // Browsers limit how often that may be done.
  }
  return isKept
}

/** Whether a load of the page would reach the gateway: else the browser's own error page would take the portal's place. */
export async function isGatewayReachable(): Promise<boolean> {
  if (!navigator.onLine) return false
  try {
    const response = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(5_000) })
    return response.ok
  } catch {
    return false
  }
}

let underWay: Promise<boolean> | undefined

/** Loads the page anew unless that was tried for this version. @returns whether the page is about to be replaced */
export function reloadOnce(): Promise<boolean> {
  underWay ??= reload().finally(() => (underWay = undefined))
  return underWay
}

async function reload(): Promise<boolean> {
  const version = versionOf()
  const versions = readVersions()
  if (versions.includes(version) || !(await isGatewayReachable())) return false
  if (!writeVersions([...new Set([...versions, version])])) return false
  window.location.reload()
  return true
}
