import type { SecretStore } from '../ports/secret-store.ts'

export type KeptToken = { token: string; keptIn: 'environment' | 'system' | 'file' }

type AccessTokenOptions = {
  /** HF_TOKEN is read from it, and wins. */
  environment: Readonly<Record<string, string | undefined>>
  /** In the order in which they are preferred; the last one always works. */
  stores: readonly SecretStore[]
}

/** The hub's access token of this user: from HF_TOKEN, else from where it was kept. */
export class AccessToken {
  readonly #options: AccessTokenOptions
  /** What the stores said: a keyring is asked once, not with each request. */
  #kept: Promise<KeptToken | null> | null = null

  constructor(options: AccessTokenOptions) {
    this.#options = options
  }

  /** The token in force; null where there is none. A store that cannot be read has none. */
  read(): Promise<KeptToken | null> {
    const token = this.#options.environment.HF_TOKEN?.trim()
    if (token) return Promise.resolve({ token, keptIn: 'environment' })
    this.#kept ??= this.#readStores()
    return this.#kept
  }

  /** Where a token that is kept now would go. */
  async willKeepIn(): Promise<SecretStore['kind']> {
    return (await this.#available())[0]?.kind ?? 'file'
  }

  /** Keeps a token in the best place that takes it, and removes older copies where it can. Rejects where no store could take it. */
  async keep(token: string): Promise<void> {
    const { stores } = this.#options
    const store = await this.#write(token, await this.#available())
    this.#kept = Promise.resolve({ token, keptIn: store.kind })
    await Promise.allSettled(stores.filter((other) => other !== store).map(removeFrom))
  }

  /** Forgets the kept token, wherever it lies. Rejects where a store has one and would not let it go. */
  async remove(): Promise<void> {
    try {
      await Promise.all(this.#options.stores.map(removeFrom))
    } finally {
      // Only now: whoever asks meanwhile may still find it.
      this.#kept = null
    }
  }

  async #write(token: string, [store, ...rest]: readonly SecretStore[]): Promise<SecretStore> {
    if (!store) throw new Error('no place can keep a secret')
    try {
      await store.write(token)
      return store
    } catch (error) {
      if (rest.length === 0) throw error
      return this.#write(token, rest)
    }
  }

  async #available(): Promise<SecretStore[]> {
    const isAvailable = await Promise.all(this.#options.stores.map((store) => store.isAvailable()))
    return this.#options.stores.filter((_, index) => isAvailable[index])
  }

  async #readStores(): Promise<KeptToken | null> {
    for (const store of await this.#available()) {
      const token = await store.read().catch(() => null)
      if (token !== null && token !== '') return { token, keptIn: store.kind }
    }
    return null
  }
}

async function removeFrom(store: SecretStore): Promise<void> {
  if (await store.isAvailable()) await store.remove()
}
