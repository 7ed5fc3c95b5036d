import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const dayMs = 24 * 60 * 60 * 1000
const reachLimitMs = 4000
const fetchLimitMs = 5 * 60 * 1000

/** Where Electron's program lies, or why it is not there. */
export type ElectronBinary = { path: string } | { path: null; reason: string }

/**
 * Finds Electron's program, which the npm package does not carry. Where it is missing, Electron's own installer fetches it once; a failure
 * is remembered for a day, so that not every start tries again.
 */
export async function findElectron(root: string): Promise<ElectronBinary> {
  const present = installedElectron(root)
  if (present !== null) return { path: present }
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return { path: null, reason: 'its download is switched off' }
  const failure = join(root, '.cache/electron-not-fetched')
  if (isFresh(failure)) return { path: null, reason: readFileSync(failure, 'utf8') }
  const reason = await fetchElectron(root)
  const fetched = installedElectron(root)
  if (fetched !== null) {
    rmSync(failure, { force: true })
    return { path: fetched }
  }
  mkdirSync(dirname(failure), { recursive: true })
  writeFileSync(failure, reason)
  return { path: null, reason }
}

/** The path as the installer wrote it down. The package's own entry is not asked: it would fetch. */
export function installedElectron(root: string): string | null {
  const electron = join(root, 'node_modules/electron')
  try {
    const name = readFileSync(join(electron, 'path.txt'), 'utf8')
    const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electron, 'dist'), name)
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/** Returns why it failed, for the user to read; what it says after a success is not read. */
async function fetchElectron(root: string): Promise<string> {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com'
  const host = URL.canParse(mirror) ? new URL(mirror).host : mirror
  const reached = await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(reachLimitMs) }).catch(() => null)
  if (!reached) return `${host} cannot be reached`
  console.error(`Fetching Electron from ${host}, once (about 110 MB) …`)
  const installer = spawn(process.execPath, [join(root, 'node_modules/electron/install.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: fetchLimitMs,
  })
  const [code] = await once(installer, 'exit')
  return code === null ? `${host} was too slow` : 'its installer failed'
}

function isFresh(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats !== undefined && Date.now() - stats.mtimeMs < dayMs
}
