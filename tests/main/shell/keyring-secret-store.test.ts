import { expect, it, test } from 'vitest'
import { type KeyringEntry, KeyringSecretStore, openKeyringEntry } from '../../../main/shell/keyring-secret-store.ts'

function fakeEntry(change: Partial<KeyringEntry> = {}): KeyringEntry {
  let secret: string | null = null
  return {
    getPassword: async () => secret,
    setPassword: async (value) => {
      secret = value
    },
    deletePassword: async () => {
      secret = null
    },
    ...change,
  }
}

it('keeps a secret until it is removed', async () => {
  const entry = fakeEntry()
  const store = new KeyringSecretStore(async () => entry)
  expect(await store.isAvailable()).toBe(true)
  expect(await store.read()).toBeNull()
  await store.write('secret')
  expect(await store.read()).toBe('secret')
  await store.remove()
  expect(await store.read()).toBeNull()
})

// A headless Linux, a container, a system without the native part of the library.
it.each([
  ['has none', () => Promise.reject(new Error('no Secret Service'))],
  ['cannot open it', () => Promise.resolve(fakeEntry({ getPassword: () => Promise.reject(new Error('locked')) }))],
])('is not available where the system %s', async (_, open) => {
  const store = new KeyringSecretStore(open)
  expect(await store.isAvailable()).toBe(false)
  await expect(store.read()).rejects.toThrow()
})

// A desktop that asks for a password on a screen that nobody sees would hold up the settings for ever.
it('does not wait for a keyring that does not answer', async () => {
  const silent = fakeEntry({ getPassword: () => new Promise(() => undefined) })
  const store = new KeyringSecretStore(async () => silent, 10)
  expect(await store.isAvailable()).toBe(false)
})

test("this machine's own keyring, where it has one", async ({ skip }) => {
  const store = new KeyringSecretStore(() => openKeyringEntry(`test-${process.pid}`))
  if (!(await store.isAvailable())) skip('this machine has no keyring, or it is locked')
  try {
    await store.write('secret')
    expect(await store.read()).toBe('secret')
  } finally {
    await store.remove()
  }
  expect(await store.read()).toBeNull()
})
