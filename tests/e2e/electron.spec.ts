import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, expect, test } from '@playwright/test'
import { installedElectron } from '../../main/launch/electron-binary.ts'

const root = resolve(import.meta.dirname, '../..')
const electron = installedElectron(root)

test.skip(
  electron === null,
  'Electron’s program is not installed here: the built bundle is tested over a stand-in instead.',
)

test('the desktop app opens its window over a real Electron, and quits in order', async () => {
  const home = mkdtempSync(join(tmpdir(), 'wattle-electron-'))
  const app = await _electron.launch({
    executablePath: electron ?? '',
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...process.env, WATTLE_HOME: home },
  })
  const page = await app.firstWindow()
  expect(page.url()).toBe('app://wattle/')
  await expect(page.getByRole('textbox').first()).toBeVisible()
  const shell = app.process()
  await app.close()
  expect(shell.exitCode).toBe(0)
  rmSync(home, { recursive: true, force: true, maxRetries: 3 })
})
