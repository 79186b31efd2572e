import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** As much of the browser as is used here. */
interface Box {
  left: number
  top: number
  right: number
  bottom: number
}
interface Node {
  id: string
  outerHTML: string
  getBoundingClientRect(): Box
  closest(selector: string): Node | null
  contains(other: Node | null): boolean
  querySelectorAll(selector: string): Iterable<Node>
}
interface Window {
  document: { activeElement: Node; body: Node; elementFromPoint(x: number, y: number): Node | null }
  innerWidth: number
  innerHeight: number
  getComputedStyle(
    node: Node,
    pseudo?: string,
  ): { outlineStyle: string; outlineWidth: string; stroke: string; strokeWidth: string }
}

/** Why somebody who looks cannot tell where the focus is; null when they can, or when nothing of the page has it. */
export function focusFault(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { document, getComputedStyle, innerWidth, innerHeight } = globalThis as unknown as Window
    const focused = document.activeElement
    if (focused === document.body) return null
    const what = focused.outerHTML.slice(0, 120)
    // A control that is hidden visually is seen as its label.
    const seen = focused.closest('label') ?? focused
    const { left, top, right, bottom } = seen.getBoundingClientRect()
    const [x0, x1, y0, y1] = [
      Math.max(0, left),
      Math.min(innerWidth, right),
      Math.max(0, top),
      Math.min(innerHeight, bottom),
    ]
    if (x1 - x0 < 1 || y1 - y0 < 1) return `out of sight: ${what}`
    const inFront = document.elementFromPoint((x0 + x1) / 2, (y0 + y1) / 2)
    if (!inFront || !(seen.contains(inFront) || inFront.contains(seen))) return `covered: ${what}`
    const styles = [getComputedStyle(focused), getComputedStyle(focused, '::after'), getComputedStyle(seen)]
    const hasOutline = styles.some((style) => style.outlineStyle !== 'none' && style.outlineWidth !== '0px')
    const hasStroke = [...focused.querySelectorAll('rect')].some((bar) => getComputedStyle(bar).stroke !== 'none')
    return hasOutline || hasStroke ? null : `without a mark: ${what}`
  })
}

/** The last resort against a focus that goes round in circles. */
const mostStops = 200

/** Whether the target, or one of several, has the focus. */
export const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluateAll((nodes) => nodes.some((node) => node === (globalThis as unknown as Window).document.activeElement))

/** Presses the key until the target has the focus; every stop on the way can be seen. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const page = target.page()
  for (let stops = 0; stops < mostStops && !(await hasFocus(target)); stops += 1) {
    await page.keyboard.press(key)
    await expect.poll(() => focusFault(page)).toBeNull()
  }
  expect(await hasFocus(target), `${target} has the focus`).toBe(true)
}

/** As `tabTo`, the other way round. */
export const backTo = (target: Locator): Promise<void> => tabTo(target, 'Shift+Tab')

/** Waits until the target has the focus. */
export const expectFocus = (target: Locator) => expect.poll(() => hasFocus(target)).toBe(true)
