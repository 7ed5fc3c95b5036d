import { expect, it } from 'vitest'
import { AccessToken } from '../../../../main/core/hub/access-token.ts'
import { FakeSecretStore } from '../../../support/test-hub.ts'

function twoStores() {
  const system = new FakeSecretStore('system')
  const file = new FakeSecretStore('file')
  return { system, file, token: new AccessToken({ environment: {}, stores: [system, file] }) }
}

it('prefers the environment, and leaves what is kept alone', async () => {
  const { system } = twoStores()
  system.secret = 'kept'
  const token = new AccessToken({ environment: { HF_TOKEN: ' given \n' }, stores: [system] })
  expect(await token.read()).toEqual({ token: 'given', keptIn: 'environment' })
  await token.remove()
  expect(await token.read()).toEqual({ token: 'given', keptIn: 'environment' })
  const empty = new AccessToken({ environment: { HF_TOKEN: ' ' }, stores: [system] })
  expect(await empty.read()).toBeNull()
})

it('keeps in the system where it can, and says so', async () => {
  const { system, file, token } = twoStores()
  expect(await token.willKeepIn()).toBe('system')
  await token.keep('secret')
  expect([system.secret, file.secret]).toEqual(['secret', null])
  expect(await token.read()).toEqual({ token: 'secret', keptIn: 'system' })
})

it('keeps in a file where there is no keyring, and says so', async () => {
  const { system, file, token } = twoStores()
  system.available = false
  expect(await token.willKeepIn()).toBe('file')
  await token.keep('secret')
  expect([system.secret, file.secret]).toEqual([null, 'secret'])
  expect(await token.read()).toEqual({ token: 'secret', keptIn: 'file' })
})

// A keyring that says yes and then no must not lose the token.
it('falls back to the file when the keyring fails at the last moment', async () => {
  const { system, file, token } = twoStores()
  system.failure = new Error('locked')
  await token.keep('secret')
  expect(file.secret).toBe('secret')
  expect(await token.read()).toEqual({ token: 'secret', keptIn: 'file' })
})

it('leaves no older copy in a worse place', async () => {
  const { system, file, token } = twoStores()
  file.secret = 'older'
  expect(await token.read()).toEqual({ token: 'older', keptIn: 'file' })
  await token.keep('newer')
  expect([system.secret, file.secret]).toEqual(['newer', null])
})

it('says when no place could take it', async () => {
  const { system, file, token } = twoStores()
  system.available = false
  file.failure = new Error('read-only file system')
  await expect(token.keep('secret')).rejects.toThrow('read-only')
})

it('has none where the keyring cannot be read', async () => {
  const { system, token } = twoStores()
  system.read = () => Promise.reject(new Error('locked'))
  expect(await token.read()).toBeNull()
})

it('asks the keyring once, and again after a change', async () => {
  const { system, token } = twoStores()
  let reads = 0
  system.read = async () => {
    reads += 1
    return system.secret
  }
  await Promise.all([token.read(), token.read()])
  await token.read()
  expect(reads).toBe(1)
  await token.keep('secret')
  expect((await token.read())?.token).toBe('secret')
})

// A search that ran while the token was removed brought it back, until the next start.
it('is forgotten though somebody asks for it while it is removed', async () => {
  const { system, token } = twoStores()
  await token.keep('secret')
  const removing = Promise.withResolvers<void>()
  const remove = system.remove.bind(system)
  system.remove = async () => {
    await removing.promise
    await remove()
  }
  const removed = token.remove()
  expect((await token.read())?.token).toBe('secret')
  removing.resolve()
  await removed
  expect(await token.read()).toBeNull()
})
