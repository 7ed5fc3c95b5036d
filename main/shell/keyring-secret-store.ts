import { setTimeout as delay } from 'node:timers/promises'
import type { SecretStore } from '../core/ports/secret-store.ts'

/** One entry of the system's keyring. Each method rejects where there is no keyring or it stays locked. */
export type KeyringEntry = {
  getPassword(): Promise<string | null>
  setPassword(secret: string): Promise<void>
  deletePassword(): Promise<unknown>
}

/** A keyring that waits for its password to be typed somewhere is taken for one that is not there. */
const patienceMs = 5000

/** Keeps a secret in the system's keyring: Keychain, Credential Manager, or the Secret Service of a Linux desktop. */
export class KeyringSecretStore implements SecretStore {
  readonly kind = 'system'
  readonly #open: () => Promise<KeyringEntry>
  readonly #patienceMs: number

  constructor(open: () => Promise<KeyringEntry>, waitMs = patienceMs) {
    this.#open = open
    this.#patienceMs = waitMs
  }

  async isAvailable(): Promise<boolean> {
    try {
      await this.read()
      return true
    } catch {
      return false
    }
  }

  read(): Promise<string | null> {
    return this.#soon((entry) => entry.getPassword())
  }

  async write(secret: string): Promise<void> {
    await this.#soon((entry) => entry.setPassword(secret))
  }

  async remove(): Promise<void> {
    await this.#soon((entry) => entry.deletePassword())
  }

  async #soon<T>(ask: (entry: KeyringEntry) => Promise<T>): Promise<T> {
    const answered = new AbortController()
    const tooLate = delay(this.#patienceMs, null, { signal: answered.signal, ref: false }).then(() => {
      throw new Error('the keyring does not answer')
    })
    // Ends with an abort where the answer came first.
    tooLate.catch(() => undefined)
    try {
      return await Promise.race([this.#open().then(ask), tooLate])
    } finally {
      answered.abort()
    }
  }
}

/** The entry of this name for Wattle. Native code, loaded only when it is asked for: a system without it has no keyring. */
export async function openKeyringEntry(name: string): Promise<KeyringEntry> {
  const { AsyncEntry } = await import('@napi-rs/keyring')
  // Without a Secret Service the library would fall back to the kernel's keyring, which forgets at the next start.
  return new AsyncEntry('Wattle', name, { linux: { store: 'secret-service' } })
}
