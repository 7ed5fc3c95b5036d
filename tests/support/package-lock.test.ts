import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { missingOptionalPackages, packageLockSchema, platformEntry } from './package-lock.ts'

// The bug: the lock was written where the registry lacks other platforms' packages, and `npm ci` fails on a fresh machine.
test('the lock holds the packages of every platform', async () => {
  const text = await readFile(resolve(import.meta.dirname, '../../package-lock.json'), 'utf8')
  expect(missingOptionalPackages(packageLockSchema.parse(JSON.parse(text)))).toEqual([])
})

// The bug: npm 10, which Node 20 and 22 bring along, compiles SQLite on every fresh machine, or fails where there is no Python.
test('the lock says that SQLite comes compiled', async () => {
  const text = await readFile(resolve(import.meta.dirname, '../../package-lock.json'), 'utf8')
  const { packages } = packageLockSchema.parse(JSON.parse(text))
  expect(packages['node_modules/better-sqlite3']).toHaveProperty('gypfile', false)
})

test('what is missing is found, wherever it could lie', () => {
  const packages = {
    '': {},
    'node_modules/a': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: { '@a/win32-x64': '1.0.0', '@a/linux-x64': '1.0.0' },
    },
    'node_modules/a/node_modules/@a/linux-x64': { version: '1.0.0' },
    'node_modules/b': { version: '1.0.0', optionalDependencies: { a: '1.0.0' } },
  }
  expect(missingOptionalPackages({ packages })).toEqual([{ name: '@a/win32-x64', version: '1.0.0', dev: true }])
})

test.each([
  ['@node-llama-cpp/mac-arm64-metal', 'darwin', 'arm64'],
  ['@node-llama-cpp/win-x64-cuda', 'win32', 'x64'],
  ['@biomejs/cli-darwin-x64', 'darwin', 'x64'],
  ['@tailwindcss/oxide-linux-arm-gnueabihf', 'linux', 'arm'],
])('%s is for %s on %s', (name, os, cpu) => {
  expect(platformEntry({ name, version: '1.0.0', dev: false })).toEqual({
    version: '1.0.0',
    cpu: [cpu],
    optional: true,
    os: [os],
  })
})
