import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { chromiumArguments, findChromium } from '../chromium.ts'
import { tell } from './tell.ts'

let opening: Promise<BrowserContext> | null = null

/** The one Chromium of this process, with a port for the test that watches it. Electron's name in the user agent is what the page goes by. */
export function openChromium(userData: string): Promise<BrowserContext> {
  opening ??= launch(userData)
  return opening
}

export async function closeChromium(): Promise<void> {
  await (await opening)?.close()
}

async function launch(userData: string): Promise<BrowserContext> {
  const executablePath = findChromium()
  const profile = join(userData, 'chromium')
  const context = await chromium.launchPersistentContext(profile, {
    headless: true,
    args: [...chromiumArguments, '--remote-debugging-port=0'],
    userAgent: 'Mozilla/5.0 Chrome/144.0.0.0 Electron/45.4.1 Safari/537.36',
    viewport: null,
    // Playwright would end the process before the app has closed in order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...(executablePath === null ? {} : { executablePath }),
  })
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  tell({ type: 'browser', endpoint: `http://127.0.0.1:${port}` })
  return context
}
