/*
 * Where each entry of the history was scrolled to. The browser's own memory is of no use here: it scrolls at once, when
 * the page that one goes back to has not been drawn and is too short.
 */

/** What a history entry keeps of us; it outlives a reload. */
interface EntryState {
  readonly entry?: string
  readonly scroll?: number
}

/** A page that has not grown to its height by then is another one now, in milliseconds. */
const patienceMs = 5_000

const readState = (): EntryState => (window.history.state as EntryState | null) ?? {}

let entries = 0
const positions = new Map<string, number>()
let returning: { readonly to: number; readonly until: number } | null = null

const keyOfEntry = () => readState().entry ?? 'first'

/** Begins an entry of the history, at its top. */
export function beginEntry(url: URL): void {
  keepScroll()
  returning = null
  window.history.pushState({ entry: `${Date.now()} ${(entries += 1)}` }, '', url)
}

/** The browser has gone to another entry: once its page is high enough, it is scrolled to where it was. */
export function returnToEntry(): void {
  const { scroll } = readState()
  returning = { to: positions.get(keyOfEntry()) ?? scroll ?? 0, until: performance.now() + patienceMs }
  requestAnimationFrame(approach)
}

/** Whether the page one has gone back to is still being drawn. */
export const isReturning = (): boolean => returning !== null

function approach(): void {
  if (!returning) return
  const { to, until } = returning
  const furthest = document.documentElement.scrollHeight - window.innerHeight
  const isOver = performance.now() > until
  if (furthest >= to || isOver) window.scrollTo(0, to)
  // One more look: what comes into sight may still move.
  if (isOver || Math.abs(window.scrollY - to) < 2) returning = null
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
      window.history.replaceState({ ...window.history.state, scroll: window.scrollY }, '')
    } catch {
      // Browsers limit how often that may be done: the page then begins at its top.
    }
  })
  if (readState().scroll !== undefined) returnToEntry()
}
