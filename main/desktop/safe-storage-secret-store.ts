import { rm } from 'node:fs/promises'
import type { SafeStorage } from 'electron'
import type { SecretStore } from '../core/ports/secret-store.ts'
import { readIfThere, writePrivately } from '../shell/file-secret-store.ts'

type Encryption = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/** Keeps a secret in a file that is encrypted with a key of the system's: Electron's safeStorage. */
export class SafeStorageSecretStore implements SecretStore {
  readonly kind = 'system'
  readonly #encryption: Encryption
  readonly #path: string
  readonly #platform: NodeJS.Platform

  constructor(encryption: Encryption, path: string, platform: NodeJS.Platform = process.platform) {
    this.#encryption = encryption
    this.#path = path
    this.#platform = platform
  }

  /** On Linux without a keyring Electron encrypts with a password that everyone knows: that is no better than a plain file. */
  async isAvailable(): Promise<boolean> {
    try {
      if (!(await this.#encryption.isAsyncEncryptionAvailable())) return false
      return this.#platform !== 'linux' || !/^(basic_text|unknown)$/.test(this.#encryption.getSelectedStorageBackend())
    } catch {
      return false
    }
  }

  async read(): Promise<string | null> {
    const encrypted = await readIfThere(this.#path)
    if (encrypted === null) return null
    const { result, shouldReEncrypt } = await this.#encryption.decryptStringAsync(encrypted)
    if (shouldReEncrypt) await this.write(result)
    return result
  }

  async write(secret: string): Promise<void> {
    await writePrivately(this.#path, await this.#encryption.encryptStringAsync(secret))
  }

  remove(): Promise<void> {
    return rm(this.#path, { force: true })
  }
}
