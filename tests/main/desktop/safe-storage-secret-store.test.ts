import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { SafeStorageSecretStore } from '../../../main/desktop/safe-storage-secret-store.ts'
import { tempFolder } from '../../support/temp-store.ts'

type Encryption = ConstructorParameters<typeof SafeStorageSecretStore>[0]

/** Stands in for Electron's: reverses the text, so that what lies on the disk is not the secret. */
function fakeEncryption(change: Partial<Encryption> = {}): Encryption {
  return {
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: async (text) => Buffer.from(`v1${[...text].reverse().join('')}`),
    decryptStringAsync: async (bytes) => {
      if (!bytes.toString().startsWith('v1')) throw new Error('not encrypted here')
      return { result: [...bytes.toString().slice(2)].reverse().join(''), shouldReEncrypt: false }
    },
    ...change,
  }
}

const path = () => join(tempFolder(), 'hub-token.encrypted')

it('keeps a secret encrypted until it is removed', async () => {
  const file = path()
  const store = new SafeStorageSecretStore(fakeEncryption(), file, 'linux')
  expect(await store.isAvailable()).toBe(true)
  expect(await store.read()).toBeNull()
  await store.write('secret')
  expect(readFileSync(file, 'utf8')).toBe('v1terces')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await store.read()).toBe('secret')
  await store.remove()
  expect(existsSync(file)).toBe(false)
})

// Electron then encrypts with a password that stands in its source.
it('does not pass a password that everyone knows off as a keyring', async () => {
  const basic = fakeEncryption({ getSelectedStorageBackend: () => 'basic_text' })
  expect(await new SafeStorageSecretStore(basic, path(), 'linux').isAvailable()).toBe(false)
  // Only Linux has the question: elsewhere the system's own store is always used.
  expect(await new SafeStorageSecretStore(basic, path(), 'darwin').isAvailable()).toBe(true)
})

it('is not available where Electron says so or fails', async () => {
  const off = fakeEncryption({ isAsyncEncryptionAvailable: async () => false })
  const broken = fakeEncryption({ isAsyncEncryptionAvailable: () => Promise.reject(new Error('no')) })
  expect(await new SafeStorageSecretStore(off, path(), 'linux').isAvailable()).toBe(false)
  expect(await new SafeStorageSecretStore(broken, path(), 'linux').isAvailable()).toBe(false)
})

it('says so where what lies there was encrypted on another machine', async () => {
  const file = path()
  writeFileSync(file, 'from elsewhere')
  await expect(new SafeStorageSecretStore(fakeEncryption(), file).read()).rejects.toThrow('not encrypted here')
})

it('encrypts anew when the key has changed', async () => {
  const file = path()
  writeFileSync(file, 'v0')
  const renewing = fakeEncryption({ decryptStringAsync: async () => ({ result: 'secret', shouldReEncrypt: true }) })
  expect(await new SafeStorageSecretStore(renewing, file).read()).toBe('secret')
  expect(readFileSync(file, 'utf8')).toBe('v1terces')
})
