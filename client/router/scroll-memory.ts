/*
 * The scroll position of each history entry. The browser's own scroll restoration does not work here: it scrolls
 * immediately, when the page has not been rendered and is still too short.
 */

/** Restoring gives up after this time, in milliseconds: a slow network may take that long. Scrolling by the user ends it before. */
const patienceMs = 15_000

/**
 * How long the page's height must stay unchanged before it counts as rendered, in milliseconds: late parts push others
 * down.
 */
const stableMs = 400

const storageKey = 'scroll-positions'

const positions = new Map<string, number>(readPositions())
let entries = 0
let returning: { readonly to: number; readonly until: number; stableSince: number | null } | null = null

const keyOfEntry = () => (window.history.state as { entry?: string } | null)?.entry ?? 'first'

/** Starts a history entry, scrolled to its top. */
export function beginEntry(url: URL): void {
  saveScroll()
  returning = null
  window.history.pushState({ entry: `${Date.now()} ${(entries += 1)}` }, '', url)
}

/** Called when the browser has moved to another entry: restores its scroll position once the page is tall enough. */
export function returnToEntry(): void {
  const isUnderWay = returning !== null
  const to = positions.get(keyOfEntry()) ?? 0
  returning = { to, until: performance.now() + patienceMs, stableSince: null }
  if (!isUnderWay) requestAnimationFrame(approach)
}

/** Whether a scroll position is still being restored. */
export const isReturning = (): boolean => returning !== null

function approach(now: number): void {
  if (!returning) return
  const { to, until } = returning
  const furthest = document.documentElement.scrollHeight - window.innerHeight
  const isThere = Math.abs(window.scrollY - to) < 2
  if (!isThere && (furthest >= to || now > until)) window.scrollTo(0, to)
  const isStableNow = isThere && document.querySelector('[aria-busy="true"]') === null
  returning.stableSince = isStableNow ? (returning.stableSince ?? now) : null
  const isStable = returning.stableSince !== null && now - returning.stableSince >= stableMs
  if (isStable || now > until) returning = null
  else requestAnimationFrame(approach)
}

function saveScroll(): void {
  if (!returning) positions.set(keyOfEntry(), window.scrollY)
}

export function startScrollMemory(): void {
  window.history.scrollRestoration = 'manual'
  window.addEventListener('scroll', saveScroll, { passive: true })
  // Scrolling by the user ends the restoration.
  for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    window.addEventListener(type, () => (returning = null), { passive: true })
  }
  window.addEventListener('pagehide', () => {
    try {
      window.sessionStorage.setItem(storageKey, JSON.stringify([...positions].slice(-50)))
    } catch {
      // Storage is disabled: after a reload the page starts at its top.
    }
  })
  if (positions.has(keyOfEntry())) returnToEntry()
}

/** The positions stored before a reload. */
function readPositions(): [string, number][] {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isPosition) : []
  } catch {
    return []
  }
}

function isPosition(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number'
}
