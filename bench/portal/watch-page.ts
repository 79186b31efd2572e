import type { BrowserContext } from 'playwright-core'

/** What a page saw itself, in milliseconds since the epoch: the same scale before and after a navigation. */
export interface Sighting {
  readonly kind: 'click' | 'painted'
  readonly at: number
}

/** What `watchPage` leaves for later scripts in the page. */
export interface PageWatch {
  /** Calls back with the time, as `performance.now()`, at which the next frame has been painted. */
  afterPaint(tell: (at: number) => void): void
}

declare global {
  interface Window {
    readonly benchWatch: PageWatch
    benchSee(sighting: Sighting): void
  }
}

/**
 * Makes every page of a person's browser tell when it is clicked, and when it has painted what the selector finds, once
 * for each document. Timed within the page, since the way to another process and back would be part of it otherwise.
 */
export async function watchPages(
  person: BrowserContext,
  selector: string,
  see: (sighting: Sighting) => void,
): Promise<void> {
  await person.exposeBinding('benchSee', (_source, sighting: Sighting) => see(sighting))
  await person.addInitScript(watchPage, selector)
}

/** Runs within each page, before its own scripts; nothing around it is there. */
function watchPage(selector: string): void {
  const watch: PageWatch = {
    afterPaint(tell) {
      // A frame's callbacks come before it is painted, a message sent from there after it.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => tell(performance.now()))
        port1.start()
        port2.postMessage(null)
      })
    },
  }
  Object.assign(window, { benchWatch: watch })
  const epoch = performance.timeOrigin
  addEventListener('click', ({ timeStamp }) => window.benchSee({ kind: 'click', at: epoch + timeStamp }), true)
  const observer = new MutationObserver(() => {
    if (document.querySelector(selector) === null) return
    observer.disconnect()
    watch.afterPaint((at) => window.benchSee({ kind: 'painted', at: epoch + at }))
  })
  observer.observe(document, { childList: true, subtree: true })
}
