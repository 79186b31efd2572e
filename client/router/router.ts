import { useSyncExternalStore } from 'react'
import { beginEntry, isReturning, returnToEntry, startScrollMemory } from './scroll-memory.ts'

/**
 * The whole router: the address is the state, every link is a plain `<a href>`, and one listener on the document turns
 * clicks on the portal's own pages into history entries. It works for links within SVG too, costs under 1 KiB, and
 * leaves "open in a new tab", copying and the status bar to the browser.
 */

const listeners = new Set<() => void>()
const notify = () => {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export interface Address {
  readonly pathname: string
  readonly search: string
}

const readHref = () => window.location.pathname + window.location.search

/** The URL without its fragment. */
export function useAddress(): Address {
  const href = useSyncExternalStore(subscribe, readHref)
  return splitHref(href)
}

/** Path and query; the query begins at the first question mark and may contain others. */
export function splitHref(href: string): Address {
  const at = href.indexOf('?')
  return at < 0 ? { pathname: href, search: '' } : { pathname: href.slice(0, at), search: href.slice(at) }
}

/** Navigates within the portal. With a fragment, scrolls to and focuses the element with that id. */
export function navigate(href: string, options: { replace?: boolean } = {}): void {
  const url = new URL(href, window.location.href)
  if (url.href !== window.location.href) {
    if (options.replace) window.history.replaceState(window.history.state, '', url)
    else beginEntry(url)
    notify()
  }
  if (url.hash) showFragment(url.hash.slice(1))
}

function showFragment(id: string): void {
  // After the next render: the element may not exist before.
  requestAnimationFrame(() => {
    const target = document.getElementById(id)
    if (!target) return
    target.focus({ preventScroll: true })
    // Restore the scroll position on Back and Forward.
    if (isReturning()) return
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    target.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' })
  })
}

/** Addresses that the gateway answers itself. */
const gatewayPaths = /^\/(auth|graphql|health|api|metrics|sign-in)(\/|$|\?)/

function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  const href = link?.getAttribute('href')
  if (!link || !href || link.hasAttribute('target') || link.hasAttribute('download')) return
  const url = new URL(href, window.location.href)
  if (url.origin !== window.location.origin || gatewayPaths.test(url.pathname)) return
  event.preventDefault()
  navigate(href)
}

/** Listens for clicks on links and for Back and Forward. Called once, by main.tsx. */
export function startRouter(): void {
  document.addEventListener('click', followLink)
  window.addEventListener('popstate', () => {
    returnToEntry()
    notify()
  })
  startScrollMemory()
}
