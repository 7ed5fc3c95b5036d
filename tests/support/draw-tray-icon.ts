/** `npm run icons`: draws the tray's pictures from the app's mark, at 16 px and at twice that for dense displays. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumArguments, findChromium } from './chromium.ts'

const root = resolve(import.meta.dirname, '../..')
const mark = await readFile(resolve(root, 'renderer/app/icon.svg'), 'utf8')
const executablePath = findChromium()
const browser = await chromium.launch({ args: chromiumArguments, ...(executablePath !== null && { executablePath }) })
for (const [name, deviceScaleFactor] of [
  ['tray.png', 1],
  ['tray@2x.png', 2],
] as const) {
  const page = await browser.newPage({ viewport: { width: 16, height: 16 }, deviceScaleFactor })
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${mark}`)
  await page.screenshot({ path: resolve(root, 'main/desktop', name), omitBackground: true })
}
await browser.close()
