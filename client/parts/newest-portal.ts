/*
 * A missing chunk usually means that a newer portal has been deployed: a reload gets the new file names. Reload once
 * per version only: with two gateways of different versions behind one address, or a blocked file, every load would
 * fail again.
 */

import { isGatewayReachable } from '../connection/connectivity.ts'

const storageKey = 'reloaded-for'

/** The running version: the entry's file name contains a hash of all its content. */
const versionOf = (): string => document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? ''

/**
 * The versions that this tab was reloaded for, from session storage or, where that is blocked, from the history entry.
 */
function readVersions(): string[] {
  const state = window.history.state as { reloadedFor?: unknown } | null
  const inHistory = Array.isArray(state?.reloadedFor) ? state.reloadedFor : []
  return [...readStorage(), ...inHistory].filter((version): version is string => typeof version === 'string')
}

function readStorage(): unknown[] {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored : []
  } catch {
    return []
  }
}

/** @returns whether it was stored where a reload can read it */
function writeVersions(versions: readonly string[]): boolean {
  let isKept = false
  try {
    window.sessionStorage.setItem(storageKey, JSON.stringify(versions))
    isKept = true
  } catch {
    // Storage is disabled: the history entry survives a reload too.
  }
  try {
    window.history.replaceState({ ...window.history.state, reloadedFor: versions }, '')
    isKept = true
  } catch {
    // Browsers rate-limit this call.
  }
  return isKept
}

let underWay: Promise<boolean> | undefined

/** Reloads the page unless that was tried for this version. @returns whether the page is about to reload */
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
