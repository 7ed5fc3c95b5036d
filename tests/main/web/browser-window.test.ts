import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { openBrowserWindow } from '../../../main/web/browser-window.ts'
import { tempFolder } from '../../support/temp-store.ts'

afterEach(() => vi.unstubAllEnvs())

it.skipIf(process.platform !== 'linux')('opens an app window of the Chromium that is on the PATH', async () => {
  const folder = tempFolder()
  const program = join(folder, 'chromium')
  writeFileSync(program, `#!/bin/sh\necho "$@" >${join(folder, 'arguments')}\n`)
  chmodSync(program, 0o700)
  vi.stubEnv('PATH', `${folder}`)
  await openBrowserWindow('http://127.0.0.1:9288/?ticket=abc')
  expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe('--app=http://127.0.0.1:9288/?ticket=abc\n')
})
