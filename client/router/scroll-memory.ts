/*
 * Where each entry of the history was scrolled to. The browser's own memory is of no use here: it scrolls at once, when
 * the page that one goes back to has not been drawn and is too short.
 */

/** A page that has not come to rest by then is another one now, in milliseconds. */
const patienceMs = 5_000

/** So long a page must stand still before it counts as drawn, in milliseconds: parts that come late push others down. */
const restMs = 400

const storageKey = 'scroll-positions'

const positions = new Map<string, number>(readPositions())
let entries = 0
let returning: { readonly to: number; readonly until: number; steadySince: number | null } | null = null

const keyOfEntry = () => (window.history.state as { entry?: string } | null)?.entry ?? 'first'

/** Begins an entry of the history, at its top. */
export function beginEntry(url: URL): void {
  keepScroll()
  returning = null
  window.history.pushState({ entry: `${Date.now()} ${(entries += 1)}` }, '', url)
}

/** The browser has gone to another entry: once its page is high enough, it is scrolled to where it was. */
export function returnToEntry(): void {
  const isUnderWay = returning !== null
  const to = positions.get(keyOfEntry()) ?? 0
  returning = { to, until: performance.now() + patienceMs, steadySince: null }
  if (!isUnderWay) requestAnimationFrame(approach)
}

/** Whether the page one has gone back to is still being drawn. */
export const isReturning = (): boolean => returning !== null

function approach(now: number): void {
  if (!returning) return
  const { to, until } = returning
  const furthest = document.documentElement.scrollHeight - window.innerHeight
  const isThere = Math.abs(window.scrollY - to) < 2
  if (!isThere && (furthest >= to || now > until)) window.scrollTo(0, to)
  const isSteady = isThere && document.querySelector('[aria-busy="true"]') === null
  returning.steadySince = isSteady ? (returning.steadySince ?? now) : null
  const isAtRest = returning.steadySince !== null && now - returning.steadySince >= restMs
  if (isAtRest || now > until) returning = null
  else requestAnimationFrame(approach)
}

function keepScroll(): void {
  if (!returning) positions.set(keyOfEntry(), window.scrollY)
}

export function startScrollMemory(): void {
  window.history.scrollRestoration = 'manual'
  window.addEventListener('scroll', keepScroll, { passive: true })
  // Who scrolls has arrived.
  for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    window.addEventListener(type, () => (returning = null), { passive: true })
  }
  window.addEventListener('pagehide', () => {
    try {
      window.sessionStorage.setItem(storageKey, JSON.stringify([...positions].slice(-50)))
    } catch {
      // Storage is switched off: after a reload the page begins at its top.
    }
  })
  if (positions.has(keyOfEntry())) returnToEntry()
}

/** What the page before a reload kept. */
function readPositions(): [string, number][] {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isPosition) : []
  } catch {
    return []
  }
}

function isPosition(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number'
}
