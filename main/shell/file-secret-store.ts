import { open, readFile, rename, rm } from 'node:fs/promises'
import type { SecretStore } from '../core/ports/secret-store.ts'

/** Keeps a secret in a file that its owner alone may read. Always there, and as safe as the user's account. */
export class FileSecretStore implements SecretStore {
  readonly kind = 'file'
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  isAvailable(): Promise<boolean> {
    return Promise.resolve(true)
  }

  async read(): Promise<string | null> {
    return (await readIfThere(this.#path))?.toString('utf8').trim() ?? null
  }

  write(secret: string): Promise<void> {
    return writePrivately(this.#path, Buffer.from(`${secret}\n`))
  }

  remove(): Promise<void> {
    return rm(this.#path, { force: true })
  }
}

/** A file's content; null where there is no such file. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Writes a file that nobody else can read, not even for a moment; after a power cut it is the old one or the new one. */
export async function writePrivately(path: string, content: Buffer): Promise<void> {
  const newPath = `${path}.new`
  // An old one could be open to others.
  await rm(newPath, { force: true })
  const file = await open(newPath, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(newPath, path)
}
