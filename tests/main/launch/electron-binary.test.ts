import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { findElectron } from '../../../main/launch/electron-binary.ts'
import { tempFolder } from '../../support/temp-store.ts'

let root: string
let failure: string

beforeEach(() => {
  root = tempFolder()
  failure = join(root, '.cache/electron-not-fetched')
  vi.stubEnv('ELECTRON_MIRROR', 'http://127.0.0.1:9/')
  vi.stubEnv('ELECTRON_SKIP_BINARY_DOWNLOAD', undefined)
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', undefined)
})

afterEach(() => vi.unstubAllEnvs())

it('finds the program that the installer wrote down, without asking the network', async () => {
  const electron = join(root, 'node_modules/electron')
  mkdirSync(join(electron, 'dist'), { recursive: true })
  writeFileSync(join(electron, 'path.txt'), 'electron')
  writeFileSync(join(electron, 'dist/electron'), '')
  expect(await findElectron(root)).toEqual({ path: join(electron, 'dist/electron') })
})

it('says why it could not be fetched, and remembers that for a day', async () => {
  const first = await findElectron(root)
  expect(first).toEqual({ path: null, reason: '127.0.0.1:9 cannot be reached' })
  writeFileSync(failure, 'as remembered')
  expect(await findElectron(root)).toEqual({ path: null, reason: 'as remembered' })
  const longAgo = Date.now() / 1000 - 25 * 60 * 60
  utimesSync(failure, longAgo, longAgo)
  expect(await findElectron(root)).toEqual(first)
})

it('does not try where the user switched the download off', async () => {
  vi.stubEnv('ELECTRON_SKIP_BINARY_DOWNLOAD', '1')
  expect(await findElectron(root)).toMatchObject({ path: null })
  expect(existsSync(failure)).toBe(false)
})
