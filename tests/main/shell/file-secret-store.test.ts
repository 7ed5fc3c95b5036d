import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FileSecretStore } from '../../../main/shell/file-secret-store.ts'
import { tempFolder } from '../../support/temp-store.ts'

const path = () => join(tempFolder(), 'hub-token')

it('keeps a secret until it is removed', async () => {
  const store = new FileSecretStore(path())
  expect(await store.isAvailable()).toBe(true)
  expect(await store.read()).toBeNull()
  await store.write('first')
  await store.write('second')
  expect(await store.read()).toBe('second')
  await store.remove()
  await store.remove()
  expect(await store.read()).toBeNull()
})

it.skipIf(process.platform === 'win32')('is for its owner alone, whatever was there before', async () => {
  const file = path()
  writeFileSync(file, 'open to all')
  chmodSync(file, 0o644)
  writeFileSync(`${file}.new`, 'left by a killed app')
  chmodSync(`${file}.new`, 0o666)
  await new FileSecretStore(file).write('secret')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toBe('secret\n')
})

it('leaves nothing beside it', async () => {
  const folder = tempFolder()
  const store = new FileSecretStore(join(folder, 'hub-token'))
  await store.write('secret')
  expect(readdirSync(folder)).toEqual(['hub-token'])
  await store.remove()
  expect(readdirSync(folder)).toEqual([])
})

it('says when it cannot write', async () => {
  const file = join(tempFolder(), 'gone', 'hub-token')
  await expect(new FileSecretStore(file).write('secret')).rejects.toThrow('ENOENT')
  expect(existsSync(file)).toBe(false)
})

it('tells a file that cannot be read from one that is not there', async () => {
  await expect(new FileSecretStore(tempFolder()).read()).rejects.toThrow('EISDIR')
})
