import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { screens } from '../support/screens.ts'

// The bug: a control without a name, a contrast below AA, a landmark or a role out of place, in a state that nobody looked at.
for (const screen of screens) {
  test(`axe finds nothing on ${screen.name}, light and wide, dark and narrow`, async ({ page }) => {
    const app = await screen.open()
    try {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await page.goto(app.url)
      await screen.reach(page, app)
      for (const [colorScheme, width] of [
        ['light', 1440],
        ['dark', 820],
      ] as const) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const { violations } = await new AxeBuilder({ page }).analyze()
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
        )
        expect(found, colorScheme).toEqual([])
      }
    } finally {
      await app.close()
    }
  })
}
