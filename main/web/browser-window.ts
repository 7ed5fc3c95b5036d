import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import open from 'open'

/** Programs of the Chromium family: they can show a page in a window of its own, without tabs and address bar. */
const programs: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'brave-browser'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) =>
      ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((path) =>
        join(folder, path),
      ),
    ),
}

/** Shows the address in an app window of a Chromium-family browser where one is installed, else in the default browser. */
export async function openBrowserWindow(url: string): Promise<void> {
  const program = findProgram()
  if (program !== null && (await startProgram(program, [`--app=${url}`]))) return
  await open(url)
}

function findProgram(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const places = (programs[process.platform] ?? []).flatMap((name) =>
    name.includes('/') || name.includes('\\') ? [name] : folders.map((folder) => join(folder, name)),
  )
  return places.find((path) => existsSync(path)) ?? null
}

/** False where the program could not be started or gave up at once, as Chromium does for root. */
async function startProgram(program: string, args: string[]): Promise<boolean> {
  const child = spawn(program, args, { detached: true, stdio: 'ignore' })
  child.unref()
  try {
    const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(1500) })
    return code === 0
  } catch (error) {
    return error instanceof Error && error.name === 'AbortError'
  }
}
