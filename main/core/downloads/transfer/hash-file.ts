import { stat } from 'node:fs/promises'
import { PrefixHash } from './prefix-hash.ts'

/** The sha256 of a file, computed in a thread of its own. Rejects with the signal's reason, or with what the file system says. */
export async function hashFile(path: string, hashWorkerPath: string, signal: AbortSignal): Promise<string> {
  const { size } = await stat(path)
  const hash = new PrefixHash(hashWorkerPath, path)
  try {
    return await hash.digest(size, signal)
  } finally {
    await hash.close()
  }
}
