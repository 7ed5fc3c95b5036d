import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildWhatIsStale } from './launch/build.ts'
import { findElectron } from './launch/electron-binary.ts'
import { runElectron } from './launch/run-electron.ts'
import { hasDisplay } from './shell/display.ts'
import { parseOptions } from './shell/options.ts'

const root = join(import.meta.dirname, '..')
const options = parseOptions(process.argv.slice(2))

await buildWhatIsStale(root)
if (options.web || !(await openDesktop())) await import(pathToFileURL(join(root, 'out/main/web.js')).href)

/** Runs the desktop app to its end. False where it cannot be had here: the reason was said in one line. */
async function openDesktop(): Promise<boolean> {
  if (!hasDisplay()) {
    console.error('There is no display here: Wattle opens for a browser.')
    return false
  }
  const electron = await findElectron(root)
  if (electron.path === null) {
    console.error(`The desktop app needs Electron, which is not here (${electron.reason}): Wattle opens in a browser.`)
    return false
  }
  const exit = await runElectron(electron.path, [root])
  if (exit.opened || exit.code === 0) process.exit(exit.code ?? 1)
  console.error('Electron did not start here (its reason is above): Wattle opens in a browser.')
  return false
}
