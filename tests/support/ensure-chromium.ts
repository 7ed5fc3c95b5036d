import { spawnSync } from 'node:child_process'
import { findChromium } from './chromium.ts'

const run = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status ===
  0

/** Installs a Chromium where none is found: by apt as root, else by Playwright's own download. Returns its path or null. */
export function ensureChromium(): string | null {
  const found = findChromium()
  if (found !== null) return found
  console.error('No Chromium found: installing one for the browser tests.')
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    run('apt-get', 'update', '-qq') && run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium')
  }
  if (findChromium() === null) run(process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium')
  return findChromium()
}
