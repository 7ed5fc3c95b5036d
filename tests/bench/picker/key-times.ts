/// <reference lib="dom" />
import type { Page } from '@playwright/test'

declare global {
  interface Window {
    keyTimes: {
      /** Resolves with the milliseconds from the next key to the frame that shows a change; NaN where none came. */
      next: () => Promise<number>
      waiting: Promise<number> | null
      /** How long the page's handlers of keys took, where the browser told. */
      handlersMs: number[]
      longTasksMs: number[]
    }
  }
}

/** Prepares a page to time its keys. What is watched is the text of `selector`, and the line that its field names as the active one. */
export async function watchKeys(page: Page, selector: string): Promise<void> {
  await page.addInitScript((watched) => {
    const giveUpMs = 500
    const look = () => {
      const root = document.querySelector(watched)
      const active = root?.querySelector('[aria-activedescendant]')?.getAttribute('aria-activedescendant') ?? ''
      return `${active} ${root?.textContent ?? ''}`
    }
    const next = () =>
      new Promise<number>((resolve) => {
        const before = look()
        window.addEventListener(
          'keydown',
          ({ timeStamp }) => {
            const check = () => {
              if (look() === before) {
                if (performance.now() - timeStamp > giveUpMs) resolve(Number.NaN)
                else requestAnimationFrame(check)
                return
              }
              // A message that is posted in a frame arrives when the frame has been painted.
              const { port1, port2 } = new MessageChannel()
              port1.onmessage = () => resolve(performance.now() - timeStamp)
              port2.postMessage(null)
            }
            requestAnimationFrame(check)
          },
          { once: true, capture: true },
        )
      })
    window.keyTimes = { next, waiting: null, handlersMs: [], longTasksMs: [] }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry instanceof PerformanceEventTiming && /^(key|input)/.test(entry.name))
          window.keyTimes.handlersMs.push(entry.processingEnd - entry.processingStart)
      }
    }).observe({ type: 'event' })
    new PerformanceObserver((list) => {
      // What the opening of the page took is not a key's.
      for (const { duration } of list.getEntries())
        if (window.keyTimes.waiting) window.keyTimes.longTasksMs.push(duration)
    }).observe({ type: 'longtask' })
  }, selector)
}

/** Presses a key. Milliseconds until its change was painted; NaN where it changed nothing. */
export async function measureKey(page: Page, key: string): Promise<number> {
  await page.evaluate(() => {
    window.keyTimes.waiting = window.keyTimes.next()
  })
  await page.keyboard.press(key)
  return page.evaluate(() => window.keyTimes.waiting ?? Number.NaN)
}
